// The error for a push that was refused. Pure.

import { UserError } from '../../../../kit/action/user-error.ts'
import { pushRefusal } from '../../../../kit/git/push-refusal.ts'
import type { PushResult, RefUpdate } from '../../../../kit/git/push-result.ts'
import { list, quote, visible } from '../../../../kit/text/escape.ts'

/** Returns the error for what another attempt can't change; undefined if the push was not refused. */
export function refusal(result: PushResult, updates: readonly RefUpdate[]): UserError | undefined {
  switch (result.kind) {
    case 'ref-conflict':
      return refConflict(result.ref, result.existing)
    case 'no-atomic':
      return new UserError(
        'no-atomic',
        `The remote does not support atomic pushes, and without them ${list(updates.map(({ ref }) => ref))} might be pushed in part; use a server that does`,
      )
    case 'refused':
    case 'not-authorized':
      return refused(result, updates)
    default:
      return undefined
  }
}

/** How many lines of the remote an error shows. */
const SHOWN = 30

/** The remote's own lines are hostile. */
function refused(
  result: Extract<PushResult, { kind: 'refused' | 'not-authorized' }>,
  updates: readonly RefUpdate[],
): UserError {
  const { reason, ref, rules, advice } = pushRefusal(result)
  const what = ref === '' ? list(updates.map((update) => update.ref)) : quote(ref)
  const why =
    rules.length === 0 ? [] : [`The rules: ${rules.slice(0, SHOWN).map(quote).join(', ')}`]
  const lines = result.remote.slice(0, SHOWN).map((line) => `  ${visible(line)}`)
  const said = lines.length === 0 ? [] : ['The remote said:', ...lines]
  return new UserError(
    reason,
    [
      `The push of ${what} was refused, and nothing was changed.`,
      ...why,
      `${advice}.`,
      ...said,
    ].join('\n'),
  )
}

/** Returns the error for a branch or tag whose name another one bars. */
export function refConflict(ref: string, existing: string): UserError {
  return new UserError(
    'ref-conflict',
    `${quote(ref)} can't exist beside ${quote(existing)}: for git, one name is a folder of the other; rename or delete the existing one, or change "branch" or "tag-prefix"`,
  )
}
