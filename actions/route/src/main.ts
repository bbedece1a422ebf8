import { readInputs } from '../../../kit/action/inputs.ts'
import { runAction } from '../../../kit/action/run-action.ts'
import { githubRunner } from '../../../kit/action/runner.ts'
import { fileSource } from '../../../kit/config/read.ts'
import { readRun } from '../../../kit/events/current-run.ts'
import { inputs } from './inputs.ts'
import { run } from './run.ts'

const { env } = process
const runner = githubRunner()

void runAction(runner, () =>
  run(readInputs(inputs, env, runner.mask), {
    runner,
    event: () => readRun(env),
    configFile: (path) => fileSource(env['GITHUB_WORKSPACE'] ?? process.cwd(), path),
  }),
)
