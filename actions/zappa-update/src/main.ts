import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cacheDir, find } from '@actions/tool-cache'
import { clock } from '../../../kit/clock.ts'
import { enter } from '../../../kit/entry.ts'
import { hiding as hidingIn } from '../../../kit/hiding-runner.ts'
import { get } from '../../../kit/http-get.ts'
import { readInputs } from '../../../kit/inputs.ts'
import { jobFiles } from '../../../kit/job-files.ts'
import { jsonProgram } from '../../../kit/json-program.ts'
import { runner as theRunner } from '../../../kit/runner.ts'
import { shippedFolder } from '../../../kit/shipped.ts'
import { endsByItself } from '../../../kit/temporary.ts'
import { environments } from './environment.ts'
import { finish } from './finish.ts'
import { inputs as schema } from './inputs.ts'
import { LATE, start } from './run.ts'

const [{ env }, hiding] = [process, hidingIn(theRunner(process.env))]
const [temp, folder] = [env['RUNNER_TEMP'] ?? '/tmp', resolve(env['GITHUB_WORKSPACE'] ?? '.')]
const cancel = endsByItself(7000, () => hiding.runner.annotate('warning', LATE))
const there = (path: string) => [resolve(folder, path)].find(existsSync)
const say = hiding.runner.log
const making = { cache: { find, cacheDir }, env, temp, say, roots: [folder, temp] as const, there }
const args = ['-I', '-B', join(shippedFolder('aws'), 'serve.py')]
const program = (python: string) => jsonProgram(python, args, { cwd: temp, env })
const files = jobFiles(folder, temp)
const [date, random, run] = [Date.now, Math.random, randomUUID()]
const ports = { hiding, env, clock, date, random, cancel, get, files, temp, program, run }
void enter(hiding.runner, () => {
  const left = env['STATE_left']
  if (env['TOWPATH_POST']) return left ? finish(left, ports) : undefined
  const environment = environments(making)
  return start(readInputs(schema, env, hiding.runner.mask), { ...ports, environment })
})
