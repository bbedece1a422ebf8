// Runs an action, and is the one place that sets the output `reason` of a failure: a UserError is shown without a stack, a bug with its
// stack. A cancelled run gets its reason before anything else happens, because the runner may kill it at any time.

import { prose, quote } from '../text/escape.ts'
import { isSystemError, plainError, type SystemError } from '../text/plain-error.ts'
import type { Runner } from './runner.ts'
import { UserError } from './user-error.ts'

/** Runs an action and turns an error into annotations, the output `reason` and exit code 1. */
export async function runAction(runner: Runner, action: () => void | Promise<void>): Promise<void> {
  const cancelled = reportCancellation(() => setReason('cancelled', runner))
  try {
    await action()
  } catch (error) {
    process.exitCode = 1
    if (error instanceof UserError) report(error, runner)
    else if (isSystemError(error)) report(refusedBySystem(error), runner)
    else {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
      runner.annotate('error', `This is a bug in the action, please report it. ${stack}`)
      setReason('internal-error', runner)
    }
  } finally {
    cancelled[Symbol.dispose]()
  }
}

function report(error: UserError, runner: Runner): void {
  for (const { message, at, file = error.file } of error.problems) {
    if (file !== undefined) runner.annotate('error', message, file, at)
  }
  runner.annotate('error', error.message)
  runner.log(`Reason code: ${error.reason}`)
  setReason(error.reason, runner)
  const lines = error.message.split('\n').map((line) => `- ${prose(line)}`)
  runner.summary(`### Failed: ${error.reason}\n\n${lines.join('\n')}\n\n`)
}

/** Sets the output `reason`. If that is refused, the failure itself is still shown, and why it has no reason. */
function setReason(reason: string, runner: Runner): void {
  try {
    runner.outputs({ reason })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    runner.annotate('error', `The output "reason" could not be set: ${error.message}`)
  }
}

/** A full disk, a missing program: no bug, and nothing that a stack would explain. */
function refusedBySystem(error: SystemError): UserError {
  const { syscall, path = '' } = error
  const words = plainError(error)
  const message = syscall.startsWith('spawn ')
    ? `The program ${quote(path)} can't be started: ${words}`
    : `The runner's system refused "${syscall}"${path && ` of ${quote(path)}`}: ${words}`
  return new UserError('system-error', message, { cause: error })
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * Calls `write` once, before every other listener, when the runner cancels this process. Ends the process as the signal would if
 * nothing else handles it.
 */
function reportCancellation(write: () => void): Disposable {
  const stop = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, onSignal)
  }
  const onSignal = (signal: NodeJS.Signals): void => {
    stop()
    try {
      write()
    } finally {
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
    }
  }
  for (const signal of SIGNALS) process.prependListener(signal, onSignal)
  return { [Symbol.dispose]: stop }
}
