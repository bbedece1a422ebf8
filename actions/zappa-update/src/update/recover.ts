// After a failure: what serves, and the old code back in its place where that is wanted.
import { UserError } from '../../../../kit/action/user-error.ts'
import { list } from '../../../../kit/text/escape.ts'
import type { Code, Restored } from '../aws/client.ts'
import type { Job } from './job.ts'

/** Looks at what a failure left, and puts the old code back. Returns the error to end with; throws none. */
export async function settle(job: Job, error: UserError): Promise<UserError> {
  try {
    const told = await settled(job)
    return new UserError(error.reason, [error.message, ...told].join('\n'))
  } catch (other) {
    if (!(other instanceof UserError)) throw other
    job.result.changed = true
    const back = job.isRecorded ? `the code of version ${job.result.before?.version}` : ''
    const what = `The old code could not be put back: ${other.message}`
    const remedy = `Look at what serves; what served before was ${back || 'not recorded'} (CodeSha256 ${job.result.before?.sha})`
    return new UserError('not-restored', [error.message, what, remedy].join('\n'))
  }
}

async function settled(job: Job): Promise<string[]> {
  const { aws, inputs, result, stage } = job
  const { before } = result
  if (!before) return await firstDeployment(job)
  result.now = await codeAfter(job)
  const isSame = result.now.sha === before.sha
  if (!job.hasSent) return [isSame ? 'The old code serves: nothing was replaced' : OTHERS]
  result.changed = !isSame
  const schema = job.mayHaveCommanded ? [SCHEMA] : []
  if (inputs['on-failure'] === 'keep')
    return [`The ${isSame ? 'same' : 'new'} code serves, as "on-failure: keep" wants it`, ...schema]
  job.log(`Putting back the code of before (${before.sha})`)
  const restored = await aws.restore(job.folder, stage.bucket, stage.provisioned)
  const { sha, version } = restored
  Object.assign(result, { now: { sha, version, size: before.size }, changed: false })
  result.restored = !isSame
  for (const remark of restored.remarks) job.warn(remark)
  return [...restoredLines(restored), ...schema]
}

/** What was sent right before Zappa was interrupted may come to something a moment later: milliseconds. */
const MOMENT = 1500

async function codeAfter({ aws, stage, result, signal, clock }: Job): Promise<Code> {
  const code = await aws.now(stage.functionName)
  if (!signal.aborted || code.sha !== result.before?.sha) return code
  await clock.sleep(MOMENT)
  return aws.now(stage.functionName)
}

const SCHEMA =
  'The database is as the commands left it: its schema may be migrated, or partly migrated'

const OTHERS =
  'The code is another one than before, and not by this run, which sent none: somebody else updated the function. Nothing is put back'

/** What was put back, in sentences. */
export function restoredLines({ sha, version, changed, aliases }: Restored): string[] {
  return [
    `The old code serves again, as version ${version} (CodeSha256 ${sha})`,
    ...(changed.length > 0 ? [`Put back as well: ${list(changed)}`] : []),
    ...(aliases.length > 0 ? [`Aliases that were moved back: ${list(aliases)}`] : []),
  ]
}

async function firstDeployment({ aws, result, stage, hasSent }: Job): Promise<string[]> {
  const facts = await aws.look(stage.functionName)
  if (!facts) return ['Nothing was deployed']
  Object.assign(result, { now: facts, changed: hasSent })
  if (!hasSent)
    return ['There is a function now: made by another run, or as far as this deployment came']
  return [
    `It was the first deployment: there is no code that could come back, and the new one serves. "zappa undeploy ${stage.name}" takes it away`,
  ]
}
