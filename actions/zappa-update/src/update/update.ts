// An update: record, replace, prove, migrate, ask; and whatever comes of it.
import { UserError } from '../../../../kit/action/user-error.ts'
import { smokeTestProblem } from '../../../../kit/http/smoke-test.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { assertGoing, type Job, step } from './job.ts'
import { runCommands } from './manage-commands.ts'
import { settle } from './recover.ts'
import type { Ran } from './zappa-cli.ts'

/** Updates the function, and writes into the result what came of it. Never throws a UserError: it is in the result. */
export async function update(job: Job): Promise<void> {
  const { result } = job
  try {
    await replace(job)
    await runCommands(job)
    await smoke(job)
    assertGoing(job)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    result.error = await settle(job, error)
  }
}

/** Has Zappa put the new code in place, and looks whether it is there. */
async function replace(job: Job): Promise<void> {
  const { aws, plan, result, redact, stage } = job
  const ran = await step(job, `zappa ${plan.action} ${stage.name}`, () => zappa(job))
  result.url = ran.url
  const { failed, ...now } = await aws.now(stage.functionName)
  result.now = now
  if (failed !== '') {
    // Of the function's configuration, which Zappa does not wait for: the new code has the old one then.
    const what = 'Zappa says that it updated the function, and AWS says that its update is'
    throw new UserError('update-failed', `${what} ${quote(redact(failed))}`)
  }
  if (result.now.sha === result.before?.sha && !isSameImage(job)) {
    throw new UserError(
      'not-updated',
      `Zappa says that it updated ${quote(stage.functionName)}, and its code is the same as before`,
    )
  }
  result.changed = result.now.sha !== result.before?.sha
}

/** The image that is deployed is deployed again: that is no failure. */
const isSameImage = ({ inputs, facts }: Job): boolean =>
  facts?.isImage === true && facts.image.split('@')[1] === inputs['image-uri'].split('@')[1]

/** How long Zappa is started again while AWS says that another update is in progress, and how long between: milliseconds. */
const CONFLICT = 60_000
const PAUSE = 5000

async function zappa(job: Job): Promise<Ran> {
  const { clock, signal } = job
  for (let until: number | undefined; ; ) {
    const ran = await job.zappa(argumentsOf(job))
    job.hasSent ||= ran.hasSent || ran.code === 0
    if (ran.code === 0) return ran
    assertGoing(job)
    until ??= clock.now() + CONFLICT
    if (!ran.isConflict || clock.now() > until || !(await isUntouched(job))) throw failed(job, ran)
    job.log('Another update of the function was in progress: once more')
    await clock.sleep(PAUSE, signal)
    assertGoing(job)
  }
}

async function isUntouched({ aws, stage, result }: Job): Promise<boolean> {
  return (
    result.before !== undefined && (await aws.now(stage.functionName)).sha === result.before.sha
  )
}

function failed({ plan, redact }: Job, { code, last, isConflict }: Ran): UserError {
  const what = `"zappa ${plan.action}" ended with ${code}: ${quote(redact(last))}`
  return new UserError(isConflict ? 'conflict' : 'update-failed', what)
}

/** `--json` spares the question for Zappa's newest version. */
function argumentsOf({ inputs, plan, settings, stage }: Job): string[] {
  const image = inputs['image-uri']
  const more = image === '' ? [] : ['--docker-image-uri', image]
  const file = ['--settings_file', settings]
  return [plan.action, stage.name, '--json', '--disable_progress', ...file, ...more]
}

async function smoke(job: Job): Promise<void> {
  const { inputs, result, clock, get, signal } = job
  const wanted = inputs.smoke
  if (!wanted) return
  await step(job, `smoke ${wanted.url}`, async () => {
    // A path begins where the stage does, which is a folder of the gateway's.
    const url =
      wanted.url.startsWith('/') && result.url !== ''
        ? `${result.url.replace(/\/$/, '')}${wanted.url}`
        : wanted.url
    const trouble = await smokeTestProblem({ ...wanted, url }, result.url, { get, clock, signal })
    if (trouble !== undefined) throw new UserError('smoke-failed', trouble)
  })
}
