// What `finish` pushes where branches change by pull requests only: first the tag, on what the pull request into the last branch brought,
// and at last the end of the release branch.

import type { RefUpdate } from '../../../../kit/git/push-result.ts'
import type { IntoBranch } from '../into.ts'
import { filled } from '../messages.ts'
import { branchRef, tagRef } from '../ref-names.ts'
import type { State } from '../state.ts'
import { assertNotNewer } from './assert-not-newer.ts'
import { noRelease } from './facts.ts'
import type { FinishFacts, FinishPlan } from './finish-plan.ts'
import { firstWith } from './first-with.ts'
import { assertDeployed, isBehind, mergedInto, warnOfSquash } from './merged-pull-request.ts'
import { planOtherPullRequests } from './other-pull-requests.ts'
import { releasePullRequest } from './release-pull-request.ts'
import { sameTree } from './same-tree.ts'

/** Opens or finds the pull requests, and plans the next push. Throws a UserError (`pull-request-refused`, `tag-taken`, `newer-released`). */
export async function planPullRequest(state: State, facts: FinishFacts): Promise<FinishPlan> {
  const { release, tagged } = facts
  if (tagged) return planOtherPullRequests(state, facts, tagged.commit)
  const last = facts.into.at(-1) as IntoBranch
  await assertNotNewer(state, facts, last)
  const target = await mergedAs(state, facts, last)
  if (target !== undefined) return planTag(state, facts, target)
  const open = await releasePullRequest(state, release, last.name)
  return {
    updates: [],
    outcome: 'waiting',
    tagged: '',
    merges: [],
    sameTree: undefined,
    pullRequests: open ? [open.url] : [],
    wroteMore: open?.isNew ?? false,
  }
}

/**
 * Returns the commit that brought the release into the last branch; undefined if none has. GitHub may have deleted the release branch when it
 * merged it. What was committed to the branch after a merge has to be merged too.
 */
async function mergedAs(
  state: State,
  { release, tip, refs }: FinishFacts,
  last: IntoBranch,
): Promise<string | undefined> {
  const merged = await mergedInto(state, release.branch, last)
  const pull = merged.find(({ headCommit }) => tip === undefined || headCommit === tip)
  if (pull) {
    assertDeployed(state, release, pull)
    await warnOfSquash(state, pull)
    return pull.mergeCommit
  }
  if (tip === undefined) throw noRelease(state, release, refs)
  if (!(await isBehind(state, tip, last.tip))) return undefined
  const { ours } = await state.ports.remote.divergence([last.tip], [tip])
  return firstWith(ours, last.tip, tip)
}

/** The tag, and the release branch at the same commit: from there it is merged into the others. */
async function planTag(state: State, facts: FinishFacts, target: string): Promise<FinishPlan> {
  const { inputs, ports } = state
  const { release, tip } = facts
  await ports.work.fetchTrees([target])
  const message = filled(inputs['tag-message'], release)
  const id = await ports.work.tag({ name: release.tag, commit: target, message })
  const updates: RefUpdate[] = [{ ref: tagRef(release.tag), from: '', to: id }]
  if (tip !== target) updates.push({ ref: branchRef(release.branch), from: tip ?? '', to: target })
  // After the push, the next part looks at the files, and warns.
  const isSame = inputs['dry-run'] ? await sameTree(state, facts, target) : undefined
  return { updates, tagged: target, merges: [], sameTree: isSame }
}
