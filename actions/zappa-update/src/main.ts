import { randomUUID } from 'node:crypto'
import { cacheDir, find } from '@actions/tool-cache'
import { clock } from '../../../kit/clock.ts'
import { enter } from '../../../kit/entry.ts'
import { hiding as hidingIn } from '../../../kit/hiding-runner.ts'
import { get } from '../../../kit/http-get.ts'
import { readInputs } from '../../../kit/inputs.ts'
import { jobFiles } from '../../../kit/job-files.ts'
import { jsonProgram } from '../../../kit/json-program.ts'
import { runner as theRunner } from '../../../kit/runner.ts'
import { shippedFile } from '../../../kit/shipped.ts'
import { endsByItself } from '../../../kit/temporary.ts'
import { finish } from './finish.ts'
import { inputs as schema } from './inputs.ts'
import { LATE, start } from './run.ts'

const [{ env }, hiding] = [process, hidingIn(theRunner(process.env))]
const { runner } = hiding
const cancel = endsByItself(7000, () => runner.annotate('warning', LATE))
void enter(runner, () => {
  const left = env['STATE_left']
  if (env['TOWPATH_POST'] && !left) return
  const roots = [env['GITHUB_WORKSPACE'] ?? '.', env['RUNNER_TEMP'] ?? '/tmp'] as const
  const [serve, zappa] = [shippedFile('aws', 'serve.py'), shippedFile('aws', 'run_zappa.py')]
  const program = (python: string) => jsonProgram(python, ['-I', serve], { cwd: roots[1], env })
  const times = { clock, date: Date.now, random: Math.random, cancel }
  const files = { files: jobFiles(...roots), roots, cache: { find, cacheDir }, run: randomUUID() }
  const ports = { hiding, env, get, program, ...times, ...files, zappa }
  return left ? finish(left, ports) : start(readInputs(schema, env, runner.mask), ports)
})
