import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { addressOf, remoteOfCheckout } from '../../../kit/checkout-remote.ts'
import { enter } from '../../../kit/entry.ts'
import { gitIn } from '../../../kit/git.ts'
import { readInputs } from '../../../kit/inputs.ts'
import { readRun } from '../../../kit/run-event.ts'
import { runner as theRunner } from '../../../kit/runner.ts'
import { stampFiles } from '../../../kit/version-files/files.ts'
import { inputs as schema } from './inputs.ts'
import { run } from './run.ts'

const { env } = process
const runner = theRunner(env)

void enter(runner, () => {
  const inputs = readInputs(schema, env, runner.mask)
  const folder = resolve(env['GITHUB_WORKSPACE'] ?? '.', inputs.path)
  const git = gitIn(folder, env)
  const remote = async () => {
    const address = await addressOf(git, folder)
    const { mask } = runner
    const options = { env, temp: env['RUNNER_TEMP'] ?? tmpdir(), token: inputs.token, mask }
    return address === undefined ? undefined : remoteOfCheckout(git, address, options)
  }
  const event = () => readRun(env)
  const now = () => new Date()
  return run(inputs, { runner, folder, git, remote, event, now, stamp: stampFiles })
})
