import { randomUUID } from 'node:crypto'
import { cacheDir, find } from '@actions/tool-cache'
import { bundledFile } from '../../../kit/action/bundled-files.ts'
import { readInputs } from '../../../kit/action/inputs.ts'
import { isPostStep } from '../../../kit/action/post-step.ts'
import { redactingRunner } from '../../../kit/action/redacting-runner.ts'
import { runAction } from '../../../kit/action/run-action.ts'
import { githubRunner } from '../../../kit/action/runner.ts'
import { workspaceFiles } from '../../../kit/files/workspace-files.ts'
import { get } from '../../../kit/http/get.ts'
import { cancellation } from '../../../kit/process/exit-cleanup.ts'
import { clock } from '../../../kit/time/clock.ts'
import { startJsonProgram } from './adapters/json-lines.ts'
import { inputs as inputSchema } from './inputs.ts'
import { runPost } from './post.ts'
import { CANCEL_WARNING, run } from './run.ts'

const { env } = process
const redacting = redactingRunner(githubRunner())
const { runner } = redacting
const cancel = cancellation(7000, () => runner.annotate('warning', CANCEL_WARNING))

void runAction(runner, () => {
  const isPost = isPostStep(env, runner)
  const postState = env['STATE_postState']
  if (isPost && !postState) return
  const workspace = env['GITHUB_WORKSPACE'] ?? '.'
  const temp = env['RUNNER_TEMP'] ?? '/tmp'
  const server = bundledFile('python', 'aws_server.py')
  const ports = {
    redacting,
    env,
    get,
    startAwsServer: (python: string) =>
      startJsonProgram(python, ['-I', server], { cwd: temp, env }),
    clock,
    date: Date.now,
    random: Math.random,
    cancel,
    files: workspaceFiles(workspace, temp),
    roots: [workspace, temp] as const,
    cache: { find, cacheDir },
    runId: randomUUID(),
    zappaRunner: bundledFile('python', 'run_zappa.py'),
  }
  return postState
    ? runPost(postState, ports)
    : run(readInputs(inputSchema, env, runner.mask), ports)
})
