import { readInputs } from '../../../kit/action/inputs.ts'
import { enter } from '../../../kit/action/run-action.ts'
import { runner as theRunner } from '../../../kit/action/runner.ts'
import { jobFiles } from '../../../kit/files/workspace-files.ts'
import { wouldCommit } from './adapters/git-status.ts'
import { inputs as schema } from './inputs.ts'
import { fill, finish } from './run.ts'

const [{ env }, runner] = [process, theRunner(process.env)]
const files = jobFiles(env['GITHUB_WORKSPACE'] ?? '.', env['RUNNER_TEMP'] ?? '/tmp')
void enter(runner, () => {
  const lent = env['STATE_lent']
  if (env['TOWPATH_POST']) return lent ? finish(lent, { runner, files }) : undefined
  const ports = { runner, env, files, wouldCommit: (real: string) => wouldCommit(real, env) }
  return fill(readInputs(schema, env, runner.mask), ports)
})
