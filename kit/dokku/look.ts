// Asks a server a question. A refused or failed answer is never taken for an empty one.

import { UserError } from '../action/user-error.ts'
import { hostText } from '../ssh/host.ts'
import { quote } from '../text/escape.ts'
import { errorLine } from './error-line.ts'
import type { Dokku } from './server.ts'

/** dokku-acl: "User ci does not have permissions to run ps:inspect on shop, or shop does not exist". Other plugins that refuse keys use their own words. */
const REFUSAL =
  /does not have permissions? to run|(?:access|permission) (?:is |was )?denied|not (?:allowed|permitted|authori[sz]ed) to|unauthori[sz]ed|forbidden/i

/** Returns whether a server refused to run a command for this key. Docker's own "permission denied" is about the server. */
export const isRefusal = (output: string): boolean =>
  REFUSAL.test(output) && !/docker(?:\.sock| daemon)/i.test(output)

/** Returns the error for a command that the key may not run. */
export function lookDenied(
  { host }: Pick<Dokku, 'host'>,
  command: string,
  output: string,
): UserError {
  return new UserError(
    'look-denied',
    `${hostText(host)} does not let this key run ${quote(command)}: ${quote(errorLine(output))}. The action can't see the app's state without it, so nothing more was done; allow the key that command (with dokku-acl: DOKKU_ACL_PER_APP_COMMANDS)`,
  )
}

/**
 * Asks a question. Returns what the server printed, or undefined if its failure means that there is nothing (`none`). Throws a UserError:
 * `look-denied` if the key may not ask it, `dokku-failed` for any other failure.
 */
export async function look(
  dokku: Pick<Dokku, 'host' | 'run'>,
  words: readonly string[],
  none?: RegExp,
): Promise<string | undefined> {
  const { code, stdout, stderr } = await dokku.run(words)
  if (code === 0) return stdout
  const command = words.filter((word) => word !== '--quiet').join(' ')
  const output = `${stdout}\n${stderr}`
  // First: dokku-acl does not reveal whether an app exists, and says both.
  if (isRefusal(output)) throw lookDenied(dokku, command, output)
  if (none?.test(output)) return undefined
  throw new UserError(
    'dokku-failed',
    `${hostText(dokku.host)}: ${quote(command)} failed with exit code ${code}: ${quote(errorLine(output))}`,
  )
}
