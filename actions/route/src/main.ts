import { tmpdir } from 'node:os'
import { readInputs } from '../../../kit/action/inputs.ts'
import { runAction } from '../../../kit/action/run-action.ts'
import { githubRunner } from '../../../kit/action/runner.ts'
import { fileSource } from '../../../kit/config/read.ts'
import { readRun } from '../../../kit/events/current-run.ts'
import { repositoryRemote } from './adapters/repository-remote.ts'
import { inputs } from './inputs.ts'
import { run } from './run.ts'

const { env } = process
const runner = githubRunner()

void runAction(runner, () => {
  const values = readInputs(inputs, env, runner.mask)
  const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd()
  const temp = env['RUNNER_TEMP'] ?? tmpdir()
  const { mask } = runner
  return run(values, {
    runner,
    event: () => readRun(env),
    configFile: (path) => fileSource(workspace, path),
    remote: () => repositoryRemote({ env, workspace, temp, token: values.token, mask }),
  })
})
