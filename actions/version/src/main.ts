import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { readInputs } from '../../../kit/action/inputs.ts'
import { runAction } from '../../../kit/action/run-action.ts'
import { githubRunner } from '../../../kit/action/runner.ts'
import { readRun } from '../../../kit/events/current-run.ts'
import { addressOf, remoteOfCheckout } from '../../../kit/git/checkout-remote.ts'
import { gitIn } from '../../../kit/git/git.ts'
import { stampFiles } from '../../../kit/version-files/stamp-files.ts'
import { inputs as inputSchema } from './inputs.ts'
import { run } from './run.ts'

const { env } = process
const runner = githubRunner()

void runAction(runner, () => {
  const inputs = readInputs(inputSchema, env, runner.mask)
  const folder = resolve(env['GITHUB_WORKSPACE'] ?? '.', inputs.path)
  const temp = env['RUNNER_TEMP'] ?? tmpdir()
  const git = gitIn(folder, env)
  return run(inputs, {
    runner,
    folder,
    git,
    async remote() {
      const address = await addressOf(git, folder)
      if (address === undefined) return undefined
      const { mask } = runner
      return remoteOfCheckout(git, address, { env, temp, token: inputs.token, mask })
    },
    event: () => readRun(env),
    now: () => new Date(),
    stamp: stampFiles,
  })
})
