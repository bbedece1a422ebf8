// Deletes a release branch that this run has just made, because its number is taken.

import { quote } from '../../../../kit/text/escape.ts'
import { attempt } from '../attempt/attempt.ts'
import { branchRef } from '../ref-names.ts'
import type { State } from '../state.ts'

/** Deletes the branch if it is still at the commit. If not, somebody works on it: it stays, with a warning. */
export async function takeBack(
  state: State,
  { branch, commit }: { readonly branch: string; readonly commit: string },
): Promise<void> {
  const ref = branchRef(branch)
  const { known, ports } = state
  const before = known.pushed
  const { planned } = await attempt(state, async (refs) => {
    const isOurs = refs.get(ref)?.commit === commit
    if (refs.has(ref) && !isOurs) {
      const message = `${quote(branch)} has new commits, so it is not deleted, but its version is released already; move the commits to another branch, then delete this one`
      ports.runner.annotate('warning', message)
    }
    return { updates: isOurs ? [{ ref, from: commit, to: '' }] : [] }
  })
  // Its creation and its deletion cancel each other.
  const isGone = planned.updates.length > 0
  if (isGone && before.some((one) => one.ref === ref))
    known.pushed = before.filter((one) => one.ref !== ref)
}
