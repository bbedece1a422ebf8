// `abandon`: deletes the release branch. Its number is free again.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { attempt, type Planned } from '../attempt/attempt.ts'
import { finishedBefore, notGuessed, ownRelease } from '../finish/which.ts'
import type { Refs } from '../ports.ts'
import type { Outcome } from '../reasons.ts'
import { branchRef } from '../ref-names.ts'
import { openReleases, refsOf } from '../release-names.ts'
import { remember, type State } from '../state.ts'
import { namedRelease } from '../which-release.ts'
import { assertNothingLost } from './nothing-lost.ts'

type AbandonPlan = Planned & { readonly outcome: Outcome }

/** Abandons a release. Throws a UserError (`already-released`, `has-commits`) if that would lose something. */
export async function abandon(state: State): Promise<Outcome> {
  const { planned } = await attempt(state, (refs) => planAbandon(state, refs))
  if (state.inputs['dry-run']) return planned.outcome
  return state.known.pushed.length > 0 ? 'abandoned' : planned.outcome
}

async function planAbandon(state: State, refs: Refs): Promise<AbandonPlan> {
  const { inputs, ports, known } = state
  const open = openReleases(inputs, refs)
  const named = namedRelease(inputs, ports.run)
  const release =
    named ?? (await ownRelease(state, refs, open)) ?? (await finishedBefore(state, refs))
  if (!release) {
    if (open.length > 0) throw notGuessed(open)
    ports.runner.log('This run has no release branch, and none is open')
    return { updates: [], outcome: 'already-abandoned' }
  }
  remember(state, release)
  const { tip, tagged } = refsOf(release, refs)
  if (tip === undefined) {
    if (!tagged) return { updates: [], outcome: 'already-abandoned' }
    const message = `${quote(release.tag)} is released already; a release can't be abandoned after it is tagged`
    throw new UserError('already-released', message)
  }
  known.sha = tip
  await assertNothingLost(state, refs, release, tip)
  const updates = [{ ref: branchRef(release.branch), from: tip, to: '' }]
  known.plan = { ...known.plan, updates }
  return { updates, outcome: 'abandoned' }
}
