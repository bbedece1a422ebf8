// Management commands, each started once. Zappa's own call is repeated where AWS answers with 5xx or too late: a migration would run
// twice (zappa#667, Miserlou/Zappa#1691).
import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { stripTerminalCodes } from '../../../../kit/text/terminal.ts'
import type { Invoked } from '../aws/client.ts'
import type { Stage } from '../settings/stage.ts'
import { type Job, step, whileGoing } from './job.ts'

/** Runs the commands of the plan, and shows their logs. Throws a UserError when one fails; the others do not run then. */
export async function runCommands(job: Job): Promise<void> {
  for (const command of job.plan.manage) {
    await step(job, `manage ${command}`, () => runCommand(job, command))
  }
}

/** How much longer than the function may run its answer may take: seconds. */
const LATER = 60

/** Of the clocks of AWS and of this machine: milliseconds. */
const SKEW = 120_000

async function runCommand(job: Job, command: string): Promise<void> {
  const { aws, stage, date } = job
  const since = date() - SKEW
  const asked = aws.invoke(stage.functionName, { manage: command }, stage.timeout + LATER)
  const { mayHaveCommanded } = job
  job.mayHaveCommanded = true
  const answer = await whileGoing(job, asked).catch((error: unknown) => {
    if (wasNotBegun(error)) job.mayHaveCommanded = mayHaveCommanded
    throw notAnswered(command, error)
  })
  job.group(`The log of ${command}`, await logOf(job, answer, since))
  const wrong = commandTrouble(command, answer, stage.timeout, job.redact)
  if (wrong) throw wrong
}

/** AWS's answers to a call that it did not begin. */
const NOT_BEGUN = [
  ...['denied', 'expired', 'no-credentials', 'throttled', 'not-deployed', 'conflict', 'not-run'],
]

const wasNotBegun = (error: unknown): boolean =>
  error instanceof UserError && NOT_BEGUN.includes(error.reason)

function notAnswered(command: string, error: unknown): unknown {
  if (!(error instanceof UserError) || ['cancelled', 'timeout'].includes(error.reason)) return error
  const called = quote(command)
  if (wasNotBegun(error))
    return new UserError(error.reason, `${called} was not started. ${error.message}`)
  return new UserError(
    'migration-unknown',
    `Nobody knows what became of ${called}: ${error.message}. It may run, or have run; it is not started a second time. Look at the function's log`,
  )
}

/** What is wrong with how a command ended, or undefined. What the function says is scrubbed before it is cut. */
export function commandTrouble(
  command: string,
  { error, payload, tail }: Pick<Invoked, 'error' | 'payload' | 'tail'>,
  seconds: number,
  redact: (text: string) => string = (text) => text,
): UserError | undefined {
  const called = quote(command)
  if (error !== '') {
    const said = /Task timed out after [\d.]+ seconds/.exec(`${tail}\n${payload}`)?.[0]
    if (said !== undefined) {
      const remedy = `"timeout_seconds" of the stage is ${seconds}, at most it is 900`
      return new UserError(
        'migration-timed-out',
        `Lambda ended ${called} in the middle: ${said}; ${remedy}`,
      )
    }
    return new UserError('migration-failed', `${called} failed: ${quote(redact(errorIn(payload)))}`)
  }
  // Zappa's handler answers with {}; an exception handler of the project that takes an error for settled leaves null.
  if (payload.trim() !== '{}') {
    const what = `${called} did not come to its end: the function answers ${quote(redact(payload.trim()))}, where Zappa answers {}. An "exception_handler" of the settings may have swallowed an error`
    return new UserError('migration-failed', what)
  }
  return undefined
}

/** The message of Lambda's answer, `{"errorMessage": ..., "errorType": ...}`. */
function errorIn(payload: string): string {
  try {
    const { errorType = '', errorMessage = '' } = JSON.parse(payload) as Record<string, string>
    return [errorType, errorMessage].filter(Boolean).join(': ') || payload
  } catch {
    return payload
  }
}

/** How long the log of an invocation may take to be there: seconds. */
const LOG_SECONDS = 20

/** The log of an invocation: its end is in the answer, what is longer is asked for. */
async function logOf(
  job: Job,
  { request, tail }: Invoked,
  since: number,
): Promise<readonly string[]> {
  const lines = shown(tail.trimEnd(), job.stage)
  if (tail.includes(`START RequestId: ${request}`)) return lines
  try {
    const group = job.facts?.logGroup ?? `/aws/lambda/${job.stage.functionName}`
    const log = await whileGoing(job, job.aws.log(group, request, since, LOG_SECONDS))
    if (log.whole) return shown(log.lines.join('\n'), job.stage)
    job.warn('The log was not whole in CloudWatch in time: only its last 4 kB are shown')
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    if (error.reason === 'cancelled' || error.reason === 'timeout') throw error
    job.warn(
      `Only the last 4 kB of the log are shown. The rest is in CloudWatch, and can't be read (logs:FilterLogEvents): ${error.message}`,
    )
  }
  // Half a line may begin with half a value, which is not recognised.
  return ['(the beginning is cut)', ...lines.slice(1)]
}

/** The lines of a log, but for the values of the remote environment, which Zappa's handler shows and this job may not know. */
function shown(log: string, { remoteEnv }: Stage): string[] {
  const told = remoteEnv ? log.replace(REMOTE, '$1***$2') : log
  // Lambda writes tabs, and the blanks at the beginning of a traceback's lines as U+00A0.
  return told.split('\n').map((line) => stripTerminalCodes(line).replace(/[\t\u00a0]/g, ' '))
}

/** Zappa `load_remote_settings`. */
const REMOTE = /^(Adding \S+ -> )[\s\S]*?( to environment)$/gm
