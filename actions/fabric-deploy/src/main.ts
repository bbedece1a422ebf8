import { randomUUID } from 'node:crypto'
import { cacheDir, find } from '@actions/tool-cache'
import { shippedFolder, shippedText } from '../../../kit/action/bundled-files.ts'
import { readInputs } from '../../../kit/action/inputs.ts'
import { enter } from '../../../kit/action/run-action.ts'
import { runner as theRunner } from '../../../kit/action/runner.ts'
import { fileSource } from '../../../kit/config/read.ts'
import { endsByItself } from '../../../kit/process/exit-cleanup.ts'
import { openSsh } from '../../../kit/ssh/open-ssh.ts'
import { clock } from '../../../kit/time/clock.ts'
import { ownerOf } from './host/lock.ts'
import { accessOf, inputs as schema } from './inputs.ts'
import { finish, LATE, start } from './run.ts'

const [{ env }, runner] = [process, theRunner(process.env)]
const cancel = endsByItself(7000, () => runner.annotate('warning', LATE))
void enter(runner, () => {
  const left = env['STATE_left']
  if (env['TOWPATH_POST'] && !left) return
  const inputs = readInputs(schema, env, runner.mask)
  const [temp, folder] = [env['RUNNER_TEMP'] ?? '/tmp', env['GITHUB_WORKSPACE'] ?? '.']
  const ssh = (quick: boolean) => openSsh({ ...accessOf(inputs), env, temp, quick })
  const script = (name: string) =>
    shippedText('remote-scripts', ['common.sh', 'http-get.sh', `${name}.sh`])
  const configFile = (path: string) => fileSource(folder, path)
  const cache = { find, cacheDir }
  const fabric = { cache, env, temp, programs: shippedFolder('python'), folder }
  const [owner, run] = [ownerOf(env, new Date()), randomUUID()]
  const ports = { runner, configFile, ssh, script, clock, cancel, fabric, owner, run }
  return left ? finish(inputs, ports, left) : start(inputs, ports)
})
