// Connects to the server, promotes, and reports the result.

import { UserError } from '../../../kit/action/user-error.ts'
import { onCancel } from '../../../kit/dokku/on-cancel.ts'
import { postStateSaver } from '../../../kit/dokku/post-state.ts'
import { appRepository } from '../../../kit/dokku/repository.ts'
import { describeVersion } from '../../../kit/dokku/server.ts'
import { type AccessPorts, withServer } from '../../../kit/dokku/session.ts'
import type { Get } from '../../../kit/http/get.ts'
import { quote } from '../../../kit/text/escape.ts'
import type { Clock } from '../../../kit/time/clock.ts'
import type { DigestOf } from './adapters/registry-digest.ts'
import type { PromoteInputs } from './inputs.ts'
import { outputsOf } from './outputs.ts'
import { promote } from './promote.ts'
import type { PromotePorts } from './promotion.ts'
import { sentence, summary } from './report.ts'
import { emptyResult, type PromoteResult } from './result.ts'

export type Ports = AccessPorts & {
  readonly clock: Clock
  /** Aborted when the run is cancelled. */
  readonly cancel: AbortSignal
  readonly get: Get
  readonly digestOf: DigestOf
  /** The folder for temporary files. */
  readonly temp: string
}

/** The warning if the runner ends a cancelled step before the server has finished. */
export const CANCEL_WARNING =
  'The server had not finished; the post step reports the outcome of the promotion'

/** Runs the step. Throws a UserError on failure; the outputs are set in either case. */
export async function start(inputs: PromoteInputs, ports: Ports): Promise<void> {
  const { runner } = ports
  const result = emptyResult(inputs.from, inputs.to)
  using _ = onCancel(ports.cancel, () => {
    const error = new UserError('cancelled', `${quote(inputs.to)}: the run was cancelled`)
    runner.outputs(outputsOf({ ...result, error }))
    runner.annotate('error', error.message)
  })
  try {
    if (inputs.from === inputs.to)
      throw new UserError('bad-input', '"from" and "to" must be different apps')
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

async function run(inputs: PromoteInputs, ports: Ports, result: PromoteResult): Promise<void> {
  await withServer(inputs, ports, async (dokku) => {
    ports.runner.log(describeVersion(dokku))
    using repository = await appRepository(dokku, ports.temp)
    const server = { dokku, repository }
    await promote({ inputs, server, ports: promotePorts(ports, result), result })
  })
}

const promotePorts = (
  { runner, clock, cancel, get, digestOf }: Ports,
  result: PromoteResult,
): PromotePorts => ({
  clock,
  cancel,
  get,
  digestOf,
  log: runner.log,
  warn: (message) => runner.annotate('warning', message),
  onDeployed: () => {
    result.changed = true
  },
  savePostState: postStateSaver(runner),
})
