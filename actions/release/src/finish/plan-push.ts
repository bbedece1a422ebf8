// What `finish` pushes: merges, the tag, and the end of the release branch. All is made before anything moves.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { RefUpdate } from '../../../../kit/git/push-result.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { IntoBranch } from '../into.ts'
import { filled } from '../messages.ts'
import { branchRef, tagRef } from '../ref-names.ts'
import type { ReleaseNames } from '../release-names.ts'
import type { State } from '../state.ts'
import { assertNotNewer } from './assert-not-newer.ts'
import type { FinishFacts, FinishPlan } from './finish-plan.ts'
import { mergeAll } from './merge-all.ts'
import { sameTree } from './same-tree.ts'

/** Plans the one push. Throws a UserError (`newer-released`, `conflict`, `tag-taken`, `bad-stamp`). */
export async function planPush(state: State, facts: FinishFacts): Promise<FinishPlan> {
  const { inputs, ports } = state
  const { release, tip, tagged } = facts
  const last = facts.into.at(-1) as IntoBranch
  if (tagged) await assertOurs(state, facts, tagged.commit, last)
  else await assertNotNewer(state, facts, last)
  const { merges, target } = await mergeAll(state, facts)
  const updates: RefUpdate[] = merges
    .filter(({ from, to }) => from !== to)
    .map(({ branch, from, to }) => ({ ref: branchRef(branch), from, to }))
  if (!tagged) {
    const message = filled(inputs['tag-message'], release)
    const id = await ports.work.tag({ name: release.tag, commit: target, message })
    updates.push({ ref: tagRef(release.tag), from: '', to: id })
    if (inputs.sign === 'github')
      ports.runner.log(`The tag ${release.tag} is not signed: GitHub signs commits only`)
  }
  if (tip !== undefined) updates.push(...branchUpdate(state, release, tip, updates.length > 0))
  return {
    updates,
    outcome: updates.length === 0 ? 'already-finished' : 'finished',
    tagged: target,
    merges,
    sameTree: await sameTree(state, facts, target),
  }
}

/** Deletes the release branch; one that is kept must not have moved if something is pushed. */
function branchUpdate(
  { inputs }: State,
  { branch }: ReleaseNames,
  tip: string,
  isPushing: boolean,
): RefUpdate[] {
  const ref = branchRef(branch)
  if (!inputs['keep-branch']) return [{ ref, from: tip, to: '' }]
  return isPushing ? [{ ref, from: tip, to: tip }] : []
}

/** Throws a UserError (`tag-taken`) if the tag is not on a commit that has the release. It is never adopted, and never moved. */
async function assertOurs(
  { ports }: State,
  { release, tip }: FinishFacts,
  commit: string,
  last: IntoBranch,
): Promise<void> {
  const [tips, wanted, where] =
    tip === undefined
      ? [[last.tip], commit, `${quote(last.name)} does not have it`]
      : [[commit], tip, `it does not have ${quote(release.branch)} behind it`]
  const behind = await ports.remote.behind(tips, [wanted])
  if (behind.length > 0) return
  throw new UserError(
    'tag-taken',
    `The tag ${quote(release.tag)} exists on ${commit}, and ${where}: it is not this release; if it was made by mistake, delete it, else release under another version`,
  )
}
