import { randomUUID } from 'node:crypto'
import { cacheDir, find } from '@actions/tool-cache'
import { shippedFile } from '../../../kit/action/bundled-files.ts'
import { readInputs } from '../../../kit/action/inputs.ts'
import { hiding as hidingIn } from '../../../kit/action/redacting-runner.ts'
import { enter } from '../../../kit/action/run-action.ts'
import { runner as theRunner } from '../../../kit/action/runner.ts'
import { jobFiles } from '../../../kit/files/workspace-files.ts'
import { get } from '../../../kit/http/get.ts'
import { endsByItself } from '../../../kit/process/exit-cleanup.ts'
import { clock } from '../../../kit/time/clock.ts'
import { jsonProgram } from './adapters/json-lines.ts'
import { inputs as schema } from './inputs.ts'
import { finish } from './post.ts'
import { LATE, start } from './run.ts'

const [{ env }, hiding] = [process, hidingIn(theRunner(process.env))]
const { runner } = hiding
const cancel = endsByItself(7000, () => runner.annotate('warning', LATE))
void enter(runner, () => {
  const left = env['STATE_left']
  if (env['TOWPATH_POST'] && !left) return
  const roots = [env['GITHUB_WORKSPACE'] ?? '.', env['RUNNER_TEMP'] ?? '/tmp'] as const
  const [serve, zappa] = [shippedFile('python', 'serve.py'), shippedFile('python', 'run_zappa.py')]
  const program = (python: string) => jsonProgram(python, ['-I', serve], { cwd: roots[1], env })
  const times = { clock, date: Date.now, random: Math.random, cancel }
  const files = { files: jobFiles(...roots), roots, cache: { find, cacheDir }, run: randomUUID() }
  const ports = { hiding, env, get, program, ...times, ...files, zappa }
  return left ? finish(left, ports) : start(readInputs(schema, env, runner.mask), ports)
})
