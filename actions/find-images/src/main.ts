import { tmpdir } from 'node:os'
import { readInputs } from '../../../kit/action/inputs.ts'
import { runAction } from '../../../kit/action/run-action.ts'
import { githubRunner } from '../../../kit/action/runner.ts'
import { repositoryName } from './adapters/repository-name.ts'
import { folderInWorkspace } from './adapters/workspace-folder.ts'
import { gitCheckout } from './checkout/git-checkout.ts'
import { inputs as schema } from './inputs.ts'
import { run } from './run.ts'

const { env } = process
const runner = githubRunner()

void runAction(runner, async () => {
  const inputs = readInputs(schema, env, runner.mask, 'invalid-input')
  const workspace = env['GITHUB_WORKSPACE'] || '.'
  const { absolute, relative } = folderInWorkspace(workspace, inputs.path)
  const temp = env['RUNNER_TEMP'] || tmpdir()
  const { token } = inputs
  const checkout = gitCheckout(absolute, { env, temp, token, mask: runner.mask })
  await run(inputs, {
    runner,
    checkout,
    folder: relative,
    repositoryName: (isNested) => repositoryName(env, absolute, isNested),
  })
})
