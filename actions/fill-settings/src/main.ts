import { readInputs } from '../../../kit/action/inputs.ts'
import { isPostStep } from '../../../kit/action/post-step.ts'
import { runAction } from '../../../kit/action/run-action.ts'
import { githubRunner } from '../../../kit/action/runner.ts'
import { workspaceFiles } from '../../../kit/files/workspace-files.ts'
import { wouldCommit } from './adapters/git-status.ts'
import { inputs as inputSchema } from './inputs.ts'
import { fill, finish } from './run.ts'

const { env } = process
const runner = githubRunner()
const files = workspaceFiles(env['GITHUB_WORKSPACE'] ?? '.', env['RUNNER_TEMP'] ?? '/tmp')

void runAction(runner, () => {
  const isPost = isPostStep(env, runner)
  if (isPost) {
    const swap = env['STATE_swap']
    return swap ? finish(swap, { runner, files }) : undefined
  }
  return fill(readInputs(inputSchema, env, runner.mask), {
    runner,
    env,
    files,
    wouldCommit: (real) => wouldCommit(real, env),
  })
})
