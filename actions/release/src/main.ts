import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { readInputs } from '../../../kit/action/inputs.ts'
import { runAction } from '../../../kit/action/run-action.ts'
import { githubRunner } from '../../../kit/action/runner.ts'
import { cancellation } from '../../../kit/process/exit-cleanup.ts'
import { withPorts } from './adapters/with-ports.ts'
import { inputs as inputSchema } from './inputs.ts'
import { run } from './run.ts'

const { env } = process
const runner = githubRunner()

/** The runner kills a cancelled step 10 seconds after its first signal. Milliseconds. */
const GRACE = 9000

void runAction(runner, () => {
  const inputs = readInputs(inputSchema, env, runner.mask)
  const cancelled = cancellation(GRACE, () =>
    runner.annotate(
      'warning',
      'The run was cancelled during a push, and it is not known whether that took effect; run this step again, which continues from what is on the remote',
    ),
  )
  const folder = env['GITHUB_WORKSPACE'] ?? '.'
  const host = {
    runner,
    env,
    folder: existsSync(folder) ? folder : '.',
    temp: env['RUNNER_TEMP'] ?? tmpdir(),
    unique: randomUUID(),
    cancelled,
    now: () => new Date(),
  }
  return withPorts(inputs, host, (ports) => run(inputs, ports))
})
