import { enter } from '../../../kit/entry.ts'
import { readInputs } from '../../../kit/inputs.ts'
import { readRun } from '../../../kit/run-event.ts'
import { runner as theRunner } from '../../../kit/runner.ts'
import { inputs } from './inputs.ts'
import { run } from './run.ts'

const { env } = process
const runner = theRunner(env)

void enter(runner, () => {
  run(readInputs(inputs, env, runner.mask), {
    runner,
    event: () => readRun(env),
    source: env['GITHUB_REPOSITORY']
      ? `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${env['GITHUB_REPOSITORY']}`
      : '',
  })
})
