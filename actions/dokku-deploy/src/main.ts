import { readInputs } from '../../../kit/action/inputs.ts'
import { isPostStep } from '../../../kit/action/post-step.ts'
import { runAction } from '../../../kit/action/run-action.ts'
import { githubRunner } from '../../../kit/action/runner.ts'
import { runPost } from '../../../kit/dokku/post-step.ts'
import { accessOf } from '../../../kit/dokku/session.ts'
import { gitIn } from '../../../kit/git/git.ts'
import { get } from '../../../kit/http/get.ts'
import { removeBackgroundFolder } from '../../../kit/process/background-folder.ts'
import { cancellation } from '../../../kit/process/exit-cleanup.ts'
import { openSsh } from '../../../kit/ssh/open-ssh.ts'
import { clock } from '../../../kit/time/clock.ts'
import { inputs as inputSchema } from './inputs.ts'
import { CANCEL_WARNING, start } from './run.ts'

const { env } = process
const runner = githubRunner()
const cancel = cancellation(7000, () => runner.annotate('warning', CANCEL_WARNING))

void runAction(runner, async () => {
  const isPost = isPostStep(env, runner)
  const deployment = env['STATE_deployment']
  if (isPost) await removeBackgroundFolder(env['STATE_sshFolder'] ?? '', env)
  if (isPost && !deployment) return
  const inputs = readInputs(inputSchema, env, runner.mask)
  const saveFolder = (path: string): void => runner.state('sshFolder', path)
  const temp = env['RUNNER_TEMP'] ?? '/tmp'
  const folder = env['GITHUB_WORKSPACE'] ?? '.'
  const ports = {
    runner,
    clock,
    cancel,
    get,
    checkout: gitIn(folder, env),
    folder,
    ssh: () => openSsh({ ...accessOf(inputs), env, temp, saveFolder }),
    env,
    temp,
  }
  return deployment ? runPost(inputs, ports, deployment) : start(inputs, ports)
})
