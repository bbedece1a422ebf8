import { readInputs } from '../../../kit/action/inputs.ts'
import { enter } from '../../../kit/action/run-action.ts'
import { runner as theRunner } from '../../../kit/action/runner.ts'
import { finish } from '../../../kit/dokku/post-step.ts'
import { accessOf } from '../../../kit/dokku/session.ts'
import { gitIn } from '../../../kit/git/git.ts'
import { get } from '../../../kit/http/get.ts'
import { endsByItself } from '../../../kit/process/exit-cleanup.ts'
import { openSsh } from '../../../kit/ssh/open-ssh.ts'
import { clock } from '../../../kit/time/clock.ts'
import { inputs as schema } from './inputs.ts'
import { LATE, start } from './run.ts'

const [{ env }, runner] = [process, theRunner(process.env)]
const cancel = endsByItself(7000, () => runner.annotate('warning', LATE))
void enter(runner, () => {
  const left = env['STATE_left']
  if (env['TOWPATH_POST'] && !left) return
  const inputs = readInputs(schema, env, runner.mask)
  const [temp, folder] = [env['RUNNER_TEMP'] ?? '/tmp', env['GITHUB_WORKSPACE'] ?? '.']
  const ssh = () => openSsh({ ...accessOf(inputs), env, temp })
  const ports = { runner, clock, cancel, get, checkout: gitIn(folder, env), folder, ssh, env, temp }
  return left ? finish(inputs, ports, left) : start(inputs, ports)
})
