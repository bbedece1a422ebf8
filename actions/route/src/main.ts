import { readInputs } from '../../../kit/action/inputs.ts'
import { enter } from '../../../kit/action/run-action.ts'
import { runner as theRunner } from '../../../kit/action/runner.ts'
import { fileSource } from '../../../kit/config/read.ts'
import { readRun } from '../../../kit/events/current-run.ts'
import { inputs } from './inputs.ts'
import { run } from './run.ts'

const { env } = process
const runner = theRunner(env)

const route = (): void =>
  run(readInputs(inputs, env, runner.mask), {
    runner,
    event: () => readRun(env),
    configFile: (path) => fileSource(env['GITHUB_WORKSPACE'] ?? process.cwd(), path),
  })

void enter(runner, route, (reason) => runner.outputs({ reason }))
