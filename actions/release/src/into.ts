// The branches that a release is merged into.

import { UserError } from '../../../kit/action/user-error.ts'
import { list } from '../../../kit/text/escape.ts'
import type { Refs } from './ports.ts'
import { branchRef } from './ref-names.ts'

export type IntoBranch = { readonly name: string; readonly tip: string }

/** Returns the tips of those branches that exist. */
export const tipsOf = (names: readonly string[], refs: Refs): string[] =>
  names.flatMap((name) => refs.get(branchRef(name))?.commit ?? [])

/** Returns the branches with their tips. Throws a UserError (`no-such-branch`) that lists those that do not exist. */
export function intoBranches(names: readonly string[], refs: Refs): IntoBranch[] {
  const missing = names.filter((name) => !refs.has(branchRef(name)))
  if (missing.length > 0) {
    const what = missing.length === 1 ? 'no branch' : 'none of the branches'
    throw new UserError(
      'no-such-branch',
      `The remote has ${what} ${list(missing)}, given in "into"; create it, or change "into"`,
    )
  }
  return names.map((name) => ({ name, tip: refs.get(branchRef(name))?.commit ?? '' }))
}
