// Reads the checkout, connects to the server, deploys, and tells what came of it.

import { UserError } from '../../../kit/action/user-error.ts'
import type { DeployPorts } from '../../../kit/dokku/ports.ts'
import { keeping } from '../../../kit/dokku/post-state.ts'
import { appRepository } from '../../../kit/dokku/repository.ts'
import { ways } from '../../../kit/dokku/server.ts'
import { type AccessPorts, withServer } from '../../../kit/dokku/session.ts'
import type { Git } from '../../../kit/git/git.ts'
import type { Get } from '../../../kit/http/get.ts'
import type { Clock } from '../../../kit/time/clock.ts'
import { builtTree } from './build-tree.ts'
import { deploy } from './deploy.ts'
import type { DeployInputs } from './inputs.ts'
import { outputsOf } from './outputs.ts'
import { sentence, summary } from './report.ts'
import { nothingYet, type Result } from './result.ts'
import { sourceOf } from './source.ts'

export type Ports = AccessPorts & {
  readonly clock: Clock
  /** The run is cancelled. */
  readonly cancel: AbortSignal
  readonly get: Get
  /** git in the checkout, and its folder. */
  readonly checkout: Git
  readonly folder: string
  /** Where temporary files may be. */
  readonly temp: string
}

/** What is said when the runner's patience is over before the server is through. */
export const CANCEL_WARNING =
  'The server was not through: the post part of this step says what becomes of the deployment'

/** Runs the step. Throws a UserError when it comes to no good end; the outputs are set all the same. */
export async function start(inputs: DeployInputs, ports: Ports): Promise<void> {
  const { runner, clock } = ports
  const began = clock.now()
  const result = nothingYet(inputs.app, '')
  for (const value of inputs.config.values()) if (value.length > 3) runner.mask(value)
  try {
    await run(inputs, ports, result)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    result.error = error
  }
  const seconds = (clock.now() - began) / 1000
  runner.outputs(outputsOf(result, seconds))
  if (result.error && !result.plan) throw result.error
  runner.log(sentence(result, inputs['dry-run']))
  runner.summary(summary(result, inputs['dry-run'], seconds))
  if (result.error) throw result.error
}

async function run(inputs: DeployInputs, ports: Ports, result: Result): Promise<void> {
  const { checkout, folder, runner } = ports
  const source = await sourceOf(checkout, inputs)
  result.sha = source.commit
  await withServer(inputs, ports, async (dokku) => {
    runner.log(ways(dokku))
    using repository = await appRepository(dokku, ports.temp, source.objects)
    const tree = await builtTree(repository, source, inputs.include, folder)
    const place = { dokku, repository, checkout, source, tree }
    await deploy(inputs, place, deployPorts(ports), result)
  })
}

function deployPorts({ runner, clock, cancel, get }: Ports): DeployPorts {
  const { log } = runner
  return { clock, cancel, get, log, keep: keeping(runner) }
}
