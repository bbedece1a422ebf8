import { randomUUID } from 'node:crypto'
import { cacheDir, find } from '@actions/tool-cache'
import { bundledFile } from '../../../kit/action/bundled-files.ts'
import { readInputs } from '../../../kit/action/inputs.ts'
import { isPostPart } from '../../../kit/action/post-part.ts'
import { redactingRunner } from '../../../kit/action/redacting-runner.ts'
import { runAction } from '../../../kit/action/run-action.ts'
import { githubRunner } from '../../../kit/action/runner.ts'
import { workspaceFiles } from '../../../kit/files/workspace-files.ts'
import { get } from '../../../kit/http/get.ts'
import { cancellation } from '../../../kit/process/exit-cleanup.ts'
import { clock } from '../../../kit/time/clock.ts'
import { jsonProgram } from './adapters/json-lines.ts'
import { inputs as inputSchema } from './inputs.ts'
import { finish } from './post.ts'
import { CANCEL_WARNING, start } from './run.ts'

const { env } = process
const redacting = redactingRunner(githubRunner())
const { runner } = redacting
const isPost = isPostPart(env, runner)
const cancel = cancellation(7000, () => runner.annotate('warning', CANCEL_WARNING))

void runAction(runner, () => {
  const left = env['STATE_left']
  if (isPost && !left) return
  const workspace = env['GITHUB_WORKSPACE'] ?? '.'
  const temp = env['RUNNER_TEMP'] ?? '/tmp'
  const serve = bundledFile('python', 'serve.py')
  const ports = {
    redacting,
    env,
    get,
    program: (python: string) => jsonProgram(python, ['-I', serve], { cwd: temp, env }),
    clock,
    date: Date.now,
    random: Math.random,
    cancel,
    files: workspaceFiles(workspace, temp),
    roots: [workspace, temp] as const,
    cache: { find, cacheDir },
    run: randomUUID(),
    zappa: bundledFile('python', 'run_zappa.py'),
  }
  return left ? finish(left, ports) : start(readInputs(inputSchema, env, runner.mask), ports)
})
