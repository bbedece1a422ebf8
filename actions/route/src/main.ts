import { fileSource } from '../../../kit/config/read.ts'
import { enter } from '../../../kit/entry.ts'
import { readInputs } from '../../../kit/inputs.ts'
import { readRun } from '../../../kit/run-event.ts'
import { runner as theRunner } from '../../../kit/runner.ts'
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
