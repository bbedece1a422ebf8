// Connects to the server, promotes, and tells what came of it.

import { UserError } from '../../../kit/action/user-error.ts'
import { keeping } from '../../../kit/dokku/post-state.ts'
import { appRepository } from '../../../kit/dokku/repository.ts'
import { ways } from '../../../kit/dokku/server.ts'
import { type AccessPorts, withServer } from '../../../kit/dokku/session.ts'
import type { Get } from '../../../kit/http/get.ts'
import type { Clock } from '../../../kit/time/clock.ts'
import type { DigestOf } from './adapters/registry-digest.ts'
import type { PromoteInputs } from './inputs.ts'
import { outputsOf } from './outputs.ts'
import { promote } from './promote.ts'
import { sentence, summary } from './report.ts'
import { nothingYet, type Result } from './result.ts'

export type Ports = AccessPorts & {
  readonly clock: Clock
  /** The run is cancelled. */
  readonly cancel: AbortSignal
  readonly get: Get
  readonly digestOf: DigestOf
  /** Where temporary files may be. */
  readonly temp: string
}

/** What is said when the runner's patience is over before the server is through. */
export const CANCEL_WARNING =
  'The server was not through: the post part of this step says what becomes of the promotion'

/** Runs the step. Throws a UserError when it comes to no good end; the outputs are set all the same. */
export async function start(inputs: PromoteInputs, ports: Ports): Promise<void> {
  const { runner } = ports
  const result = nothingYet(inputs.from, inputs.to)
  try {
    if (inputs.from === inputs.to)
      throw new UserError(
        'bad-input',
        '"from" and "to" must be two apps; an app has its own image already',
      )
    await run(inputs, ports, result)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    result.error = error
  }
  runner.outputs(outputsOf(result))
  if (result.error && !result.plan) throw result.error
  runner.log(sentence(result, inputs['dry-run']))
  runner.summary(summary(result, inputs['dry-run']))
  if (result.error) throw result.error
}

async function run(inputs: PromoteInputs, ports: Ports, result: Result): Promise<void> {
  const { runner, clock, cancel, get, digestOf, temp } = ports
  await withServer(inputs, ports, async (dokku) => {
    runner.log(ways(dokku))
    using repository = await appRepository(dokku, temp)
    const warn = (message: string): void => runner.annotate('warning', message)
    const keep = keeping(runner)
    const all = { clock, cancel, get, digestOf, log: runner.log, warn, keep }
    await promote(inputs, { dokku, repository }, all, result)
  })
}
