// Reads the checkout, connects to the server, deploys, and reports the result.

import { UserError } from '../../../kit/action/user-error.ts'
import { onCancel } from '../../../kit/dokku/on-cancel.ts'
import type { DeployPorts } from '../../../kit/dokku/ports.ts'
import { postStateSaver } from '../../../kit/dokku/post-state.ts'
import { appRepository } from '../../../kit/dokku/repository.ts'
import { describeVersion } from '../../../kit/dokku/server.ts'
import { type AccessPorts, withServer } from '../../../kit/dokku/session.ts'
import type { Git } from '../../../kit/git/git.ts'
import type { Get } from '../../../kit/http/get.ts'
import { quote } from '../../../kit/text/escape.ts'
import { stringsToHide } from '../../../kit/text/secret-values.ts'
import type { Clock } from '../../../kit/time/clock.ts'
import { buildTree } from './build-tree.ts'
import { deploy } from './deploy.ts'
import type { DeployInputs } from './inputs.ts'
import { outputsOf } from './outputs.ts'
import { sentence, summary } from './report.ts'
import { type DeployResult, emptyResult } from './result.ts'
import { findSource } from './source-commit.ts'

export type Ports = AccessPorts & {
  readonly clock: Clock
  /** Aborted when the run is cancelled. */
  readonly cancel: AbortSignal
  readonly get: Get
  /** git in the checkout. */
  readonly checkout: Git
  /** The folder of the checkout. */
  readonly folder: string
  /** The folder for temporary files. */
  readonly temp: string
}

/** The warning if the runner ends a cancelled step before the server has finished. */
export const CANCEL_WARNING =
  'The server had not finished; the post step reports the outcome of the deployment'

/** Runs the step. Throws a UserError on failure; the outputs are set in either case. */
export async function start(inputs: DeployInputs, ports: Ports): Promise<void> {
  const { runner, clock } = ports
  const began = clock.now()
  const result = emptyResult(inputs.app)
  using _ = onCancel(ports.cancel, () => {
    const error = new UserError('cancelled', `${quote(inputs.app)}: the run was cancelled`)
    runner.outputs(outputsOf({ ...result, error }, (clock.now() - began) / 1000))
    runner.annotate('error', error.message)
  })
  for (const value of stringsToHide([...inputs.config])) runner.mask(value)
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

async function run(inputs: DeployInputs, ports: Ports, result: DeployResult): Promise<void> {
  const { checkout, folder, runner } = ports
  const source = await findSource(checkout, inputs)
  result.sha = source.commit
  await withServer(inputs, ports, async (dokku) => {
    runner.log(describeVersion(dokku))
    using repository = await appRepository(dokku, ports.temp, source.objects)
    const { tree, include } = await buildTree(repository, source.tree, inputs.include, folder)
    const contents = { directory: inputs.directory || '.', include }
    const target = { dokku, repository, checkout, source, tree, contents }
    await deploy(inputs, target, deployPorts(ports, result), result)
  })
}

const deployPorts = ({ runner, clock, cancel, get }: Ports, result: DeployResult): DeployPorts => ({
  clock,
  cancel,
  get,
  log: runner.log,
  onDeployed: () => {
    result.changed = true
  },
  savePostState: postStateSaver(runner),
})
