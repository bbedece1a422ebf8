import { randomUUID } from 'node:crypto'
import { cacheDir, find } from '@actions/tool-cache'
import { clock } from '../../../kit/clock.ts'
import { fileSource } from '../../../kit/config/read.ts'
import { enter } from '../../../kit/entry.ts'
import { readInputs } from '../../../kit/inputs.ts'
import { runner as theRunner } from '../../../kit/runner.ts'
import { shippedFolder, shippedText } from '../../../kit/shipped.ts'
import { openSsh } from '../../../kit/ssh/ssh.ts'
import { endsByItself } from '../../../kit/temporary.ts'
import { accessOf, inputs as schema } from './inputs.ts'
import { ownerOf } from './lock.ts'
import { finish, LATE, start } from './run.ts'

const [{ env }, runner] = [process, theRunner(process.env)]
const cancel = endsByItself(7000, () => runner.annotate('warning', LATE))
void enter(runner, () => {
  const left = env['STATE_left']
  if (env['TOWPATH_POST'] && !left) return
  const inputs = readInputs(schema, env, runner.mask)
  const [temp, folder] = [env['RUNNER_TEMP'] ?? '/tmp', env['GITHUB_WORKSPACE'] ?? '.']
  const ssh = (quick: boolean) => openSsh({ ...accessOf(inputs), env, temp, quick })
  const script = (name: string) => shippedText('host', ['prelude.sh', 'fetch.sh', `${name}.sh`])
  const configFile = (path: string) => fileSource(folder, path)
  const cache = { find, cacheDir }
  const fabric = { cache, env, temp, programs: shippedFolder('fabric'), folder }
  const [owner, run] = [ownerOf(env, new Date()), randomUUID()]
  const ports = { runner, configFile, ssh, script, clock, cancel, fabric, owner, run }
  return left ? finish(inputs, ports, left) : start(inputs, ports)
})
