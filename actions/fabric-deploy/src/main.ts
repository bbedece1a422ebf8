import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { clock } from '../../../kit/clock.ts'
import { fileSource } from '../../../kit/config/read.ts'
import { enter } from '../../../kit/entry.ts'
import { readInputs } from '../../../kit/inputs.ts'
import { runner as theRunner } from '../../../kit/runner.ts'
import { openSsh } from '../../../kit/ssh/ssh.ts'
import { endsByItself } from '../../../kit/temporary.ts'
import { inputs as schema } from './inputs.ts'
import { ownerOf } from './lock.ts'
import { putBack, run } from './run.ts'

const { env } = process
const runner = theRunner(env)
const late = () =>
  runner.annotate(
    'warning',
    'There was no time to put everything back: the post part of this step does',
  )
const cancel = endsByItself(7000, late)

void enter(runner, () => {
  const inputs = readInputs(schema, env, runner.mask)
  const temp = env['RUNNER_TEMP'] ?? tmpdir()
  const options = {
    key: inputs['ssh-key'],
    passphrase: inputs['ssh-passphrase'],
    known: inputs['known-hosts'],
  }
  const ssh = () =>
    openSsh({ ...options, timeout: Math.ceil(inputs['connect-timeout'] / 1000), env, temp })
  const text = (name: string): string =>
    readFileSync(join(dirname(process.argv[1] ?? ''), 'host', `${name}.sh`), 'utf8')
  const script = (name: string) => ['prelude', 'fetch', name].map(text).join('\n')
  const configFile = (path: string) => fileSource(env['GITHUB_WORKSPACE'] ?? '.', path)
  const ports = {
    runner,
    configFile,
    ssh,
    script,
    clock,
    cancel,
    owner: ownerOf(env, new Date()),
    run: randomBytes(8).toString('hex'),
  }
  const left = env['STATE_left']
  if (env['TOWPATH_POST'] === undefined) return run(inputs, ports)
  return left ? putBack(inputs, ports, left) : undefined
})
