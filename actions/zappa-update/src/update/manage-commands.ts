// Runs management commands, each once. Zappa's own call is sent again after a 5xx or a late answer of AWS: a migration would run twice
// (zappa#667, Miserlou/Zappa#1691).

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { stripTerminalCodes } from '../../../../kit/text/terminal.ts'
import type { Invocation } from '../aws/aws.ts'
import type { Stage } from '../settings/stage.ts'
import { unlessInterrupted } from './interruption.ts'
import { runStep, type UpdateState } from './update-state.ts'

/** Runs the commands of the plan and shows their logs. Throws a UserError if one fails; those after it do not run. */
export async function runCommands(state: UpdateState): Promise<void> {
  for (const command of state.plan.manage) {
    await runStep(state, `manage ${command}`, () => runCommand(state, command))
  }
}

/** How long after the function's own time limit to wait for an answer. */
const EXTRA_SECONDS = 60

/** The clocks of AWS and of this machine may differ by this much. */
const CLOCK_SKEW_MS = 120_000

async function runCommand(state: UpdateState, command: string): Promise<void> {
  const { aws, stage, date, interruption } = state
  const since = date() - CLOCK_SKEW_MS
  const hadRunCommand = state.mayHaveRunCommand
  state.mayHaveRunCommand = true
  const seconds = stage.timeoutSeconds + EXTRA_SECONDS
  const invoking = aws.invoke(stage.functionName, { manage: command }, seconds)
  const invocation = await unlessInterrupted(interruption, invoking).catch((error: unknown) => {
    if (wasNotStarted(error)) state.mayHaveRunCommand = hadRunCommand
    throw invokeError(command, error)
  })
  state.group(`Log of ${command}`, await logOf(state, invocation, since))
  const failure = commandFailure(command, invocation, stage.timeoutSeconds, state.redact)
  if (failure) throw failure
}

/** The answers of AWS when it refuses to start an invocation. */
const NOT_STARTED = [
  'denied',
  'expired',
  'no-credentials',
  'throttled',
  'not-deployed',
  'conflict',
  'not-run',
]

const wasNotStarted = (error: unknown): boolean =>
  error instanceof UserError && NOT_STARTED.includes(error.reason)

const isInterruption = ({ reason }: UserError): boolean =>
  reason === 'cancelled' || reason === 'timeout'

function invokeError(command: string, error: unknown): unknown {
  if (!(error instanceof UserError) || isInterruption(error)) return error
  if (wasNotStarted(error))
    return new UserError(error.reason, `${quote(command)} was not started. ${error.message}`)
  return new UserError(
    'migration-unknown',
    `The result of ${quote(command)} is unknown: ${error.message}. It may still run, or have run; it is not started again. Check the function's log`,
  )
}

/** Returns why a command failed; undefined if it did not. What the function returns is redacted before it is shortened. */
export function commandFailure(
  command: string,
  { error, payload, tail }: Pick<Invocation, 'error' | 'payload' | 'tail'>,
  timeoutSeconds: number,
  redact: (text: string) => string = (text) => text,
): UserError | undefined {
  const name = quote(command)
  if (error !== '') {
    const timedOut = /Task timed out after [\d.]+ seconds/.exec(`${tail}\n${payload}`)?.[0]
    if (timedOut !== undefined) {
      return new UserError(
        'migration-timed-out',
        `Lambda stopped ${name} midway: ${timedOut}; "timeout_seconds" of the stage is ${timeoutSeconds}, at most 900 is possible`,
      )
    }
    return new UserError('migration-failed', `${name} failed: ${quote(redact(errorIn(payload)))}`)
  }
  // Zappa's handler returns {}; an exception handler of the project that swallows the error makes it null.
  if (payload.trim() !== '{}') {
    return new UserError(
      'migration-failed',
      `${name} did not finish: the function returned ${quote(redact(payload.trim()))} instead of {}. An "exception_handler" in the settings may have swallowed an error`,
    )
  }
  return undefined
}

/** Returns the message of Lambda's answer, `{"errorMessage": ..., "errorType": ...}`. */
function errorIn(payload: string): string {
  try {
    const { errorType = '', errorMessage = '' } = JSON.parse(payload) as Record<string, string>
    return [errorType, errorMessage].filter(Boolean).join(': ') || payload
  } catch {
    return payload
  }
}

/** How long the log of an invocation may take to appear in CloudWatch. */
const LOG_SECONDS = 20

/** Returns the log of an invocation. The answer has the last 4 kB; a longer log is read from CloudWatch. */
async function logOf(
  state: UpdateState,
  { request, tail }: Invocation,
  since: number,
): Promise<readonly string[]> {
  const { stage, aws, facts, interruption } = state
  const lines = printableLines(tail.trimEnd(), stage)
  if (tail.includes(`START RequestId: ${request}`)) return lines
  try {
    const group = facts?.logGroup ?? `/aws/lambda/${stage.functionName}`
    const reading = aws.readLog(group, request, since, LOG_SECONDS)
    const log = await unlessInterrupted(interruption, reading)
    if (log.isComplete) return printableLines(log.lines.join('\n'), stage)
    state.warn('The complete log did not appear in CloudWatch in time: its last 4 kB are shown')
  } catch (error) {
    if (!(error instanceof UserError) || isInterruption(error)) throw error
    state.warn(
      `Only the last 4 kB of the log are shown. The rest is in CloudWatch, but can't be read (logs:FilterLogEvents): ${error.message}`,
    )
  }
  // The first line may start with half a secret, which would not be recognised.
  return ['(the beginning is missing)', ...lines.slice(1)]
}

/** Returns the lines of a log without the values of the remote environment: Zappa's handler logs them, and this job may not know them. */
function printableLines(log: string, { remoteEnv }: Pick<Stage, 'remoteEnv'>): string[] {
  const text = remoteEnv ? log.replace(REMOTE_VALUE, '$1***$2') : log
  // Lambda writes tabs, and U+00A0 for the spaces that indent a traceback.
  return text.split('\n').map((line) => stripTerminalCodes(line).replace(/[\t\u00a0]/g, ' '))
}

/** Zappa `load_remote_settings`. */
const REMOTE_VALUE = /^(Adding \S+ -> )[\s\S]*?( to environment)$/gm
