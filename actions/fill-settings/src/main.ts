import { enter } from '../../../kit/entry.ts'
import { readInputs } from '../../../kit/inputs.ts'
import { jobFiles } from '../../../kit/job-files.ts'
import { runner as theRunner } from '../../../kit/runner.ts'
import { wouldCommit } from '../../../kit/would-commit.ts'
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
