import { tmpdir } from 'node:os'
import { readInputs } from '../../../kit/action/inputs.ts'
import { runAction } from '../../../kit/action/run-action.ts'
import { githubRunner } from '../../../kit/action/runner.ts'
import { fileSource } from '../../../kit/config/read.ts'
import { readRun } from '../../../kit/events/current-run.ts'
import { inputs } from './inputs.ts'
import { run } from './run.ts'

const { env } = process
const runner = githubRunner()

/** Loads what runs git, which few runs need: it takes a fifth of the time of a start. `eager` keeps it in the same bundle. */
const loadRemote = () => import(/* webpackMode: "eager" */ './adapters/repository-remote.ts')

void runAction(runner, () => {
  const values = readInputs(inputs, env, runner.mask)
  const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd()
  const temp = env['RUNNER_TEMP'] ?? tmpdir()
  const { mask } = runner
  return run(values, {
    runner,
    event: () => readRun(env),
    configFile: (path) => fileSource(workspace, path),
    async remote() {
      const { repositoryRemote } = await loadRemote()
      return repositoryRemote({ env, workspace, temp, token: values.token, mask })
    },
  })
})
