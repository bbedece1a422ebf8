// The only catch of an action: a UserError is shown without a stack, a bug with its stack.

import { prose } from '../text/escape.ts'
import type { Runner } from './runner.ts'
import { UserError } from './user-error.ts'

/** Runs an action and turns an error into annotations and exit code 1. Calls `onFailure` with the reason of a UserError. */
export async function runAction(
  runner: Runner,
  action: () => void | Promise<void>,
  onFailure: (reason: string) => void = () => {},
): Promise<void> {
  try {
    await action()
  } catch (error) {
    process.exitCode = 1
    if (error instanceof UserError) {
      for (const { message, at } of error.problems) {
        if (error.file !== undefined) runner.annotate('error', message, error.file, at)
      }
      onFailure(error.reason)
      runner.annotate('error', error.message)
      runner.log(`Reason code: ${error.reason}`)
      const lines = error.message.split('\n').map((line) => `- ${prose(line)}`)
      runner.summary(`### Failed: ${error.reason}\n\n${lines.join('\n')}\n\n`)
    } else {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
      runner.annotate('error', `This is a bug in the action, please report it. ${stack}`)
    }
  }
}
