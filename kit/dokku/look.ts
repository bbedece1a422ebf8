// Asks a server a question. A refused or failed answer is never taken for an empty one.

import { UserError } from '../action/user-error.ts'
import type { ProgramResult } from '../process/run.ts'
import { type Host, hostText } from '../ssh/host.ts'
import { quote } from '../text/escape.ts'
import { errorLine } from './error-line.ts'
import { isRefusal } from './refusal.ts'

/** Returns the error for a command that the key may not run. */
export function lookDenied(host: Host, command: string, output: string): UserError {
  return new UserError(
    'look-denied',
    `${hostText(host)} does not let this key run ${quote(command)}: ${quote(errorLine(output))}. What the app has is unknown without it, so nothing more was changed; allow the key that command`,
  )
}

type Asked = {
  readonly host: Host
  run(words: readonly string[]): Promise<ProgramResult>
}

/**
 * Asks a question. Returns what the server printed, or undefined if its failure means that there is nothing (`none`). Throws a UserError:
 * `look-denied` if the key may not ask it, `dokku-failed` for any other failure.
 */
export async function look(
  dokku: Asked,
  words: readonly string[],
  none?: RegExp,
): Promise<string | undefined> {
  const { code, stdout, stderr } = await dokku.run(words)
  if (code === 0) return stdout
  const command = words.filter((word) => word !== '--quiet').join(' ')
  const output = `${stdout}\n${stderr}`
  // First: dokku-acl does not reveal whether an app exists, and says both.
  if (isRefusal(output)) throw lookDenied(dokku.host, command, output)
  if (none?.test(output)) return undefined
  throw new UserError(
    'dokku-failed',
    `${hostText(dokku.host)}: ${quote(command)} failed with exit code ${code}: ${quote(errorLine(output))}`,
  )
}
