import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { readInputs } from '../../../kit/action/inputs.ts'
import { enter } from '../../../kit/action/run-action.ts'
import { runner as theRunner } from '../../../kit/action/runner.ts'
import { readRun } from '../../../kit/events/current-run.ts'
import { addressOf, remoteOfCheckout } from '../../../kit/git/checkout-remote.ts'
import { gitIn } from '../../../kit/git/git.ts'
import { stampFiles } from '../../../kit/version-files/stamp-files.ts'
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
