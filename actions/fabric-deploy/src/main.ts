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
import { LATE, start } from './run.ts'

const { env } = process
const runner = theRunner(env)
const cancel = endsByItself(7000, () => runner.annotate('warning', LATE))

void enter(runner, () => {
  const inputs = readInputs(schema, env, runner.mask)
  const [temp, folder] = [env['RUNNER_TEMP'] ?? '/tmp', env['GITHUB_WORKSPACE'] ?? '.']
  const ssh = (quick: boolean) => openSsh({ ...accessOf(inputs), env, temp, quick })
  const script = (name: string) => shippedText('host', ['prelude.sh', 'fetch.sh', `${name}.sh`])
  const configFile = (path: string) => fileSource(folder, path)
  const programs = shippedFolder('fabric')
  const fabric = { cache: { find, cacheDir }, env, temp, programs, folder }
  const whose = { owner: ownerOf(env, new Date()), run: randomUUID() }
  return start(inputs, { runner, configFile, ssh, script, clock, cancel, fabric, ...whose }, env)
})
