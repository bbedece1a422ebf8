// The commit to release.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Refs } from '../ports.ts'
import { branchRef, tagRef } from '../ref-names.ts'
import type { State } from '../state.ts'

/** Returns the commit of a branch or tag; of a branch if both have the name. A full commit ID is returned as it is. Undefined if it is neither. */
export function commitOf(refs: Refs, from: string): string | undefined {
  const names = from.startsWith('refs/') ? [from] : [branchRef(from), tagRef(from)]
  const found = names.flatMap((name) => refs.get(name) ?? [])[0]
  if (found) return found.commit
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(from) ? from : undefined
}

/** Returns the commit of the input `from`, whose trees are then here. Throws a UserError (`no-such-branch`). */
export async function commitAtFrom({ inputs, ports }: State, refs: Refs): Promise<string> {
  const { from } = inputs
  const commit = commitOf(refs, from)
  if (commit === undefined) {
    const hint = /^[0-9a-f]{7,39}$/.test(from)
      ? '; a commit ID needs all 40 digits'
      : '; check "from"'
    throw new UserError('no-such-branch', `The remote has no branch or tag ${quote(from)}${hint}`)
  }
  const isRef = [...refs.values()].some((one) => one.commit === commit)
  try {
    await ports.work.fetchTrees([commit])
  } catch (error) {
    const isMissing =
      error instanceof UserError &&
      /not our ref|unadvertised object|not on the remote/.test(error.message)
    if (isRef || !isMissing) throw error
    throw new UserError(
      'no-such-branch',
      `The remote has no commit ${quote(from)}; push it, or check "from"`,
      {
        cause: error,
      },
    )
  }
  return commit
}
