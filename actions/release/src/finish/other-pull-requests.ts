// After the tag, where branches change by pull requests only: the pull requests into the other branches, and the end of the release branch.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { IntoBranch } from '../into.ts'
import { branchRef } from '../ref-names.ts'
import type { State } from '../state.ts'
import type { FinishFacts, FinishPlan } from './finish-plan.ts'
import {
  assertDeployed,
  isBehind,
  type MergedPullRequest,
  mergedInto,
  warnOfSquash,
} from './merged-pull-request.ts'
import { releasePullRequest, type WaitingFor } from './release-pull-request.ts'
import { sameTree } from './same-tree.ts'

/** Opens or finds the pull requests that are left, and plans the next push. `tagged` is the commit of the tag. */
export async function planOtherPullRequests(
  state: State,
  facts: FinishFacts,
  tagged: string,
): Promise<FinishPlan> {
  const { release, tip, into } = facts
  const brought = await assertOurs(state, facts, tagged)
  if (brought) assertDeployed(state, release, brought)
  const without: IntoBranch[] = []
  for (const branch of into.slice(0, -1))
    if (!(await hasRelease(state, facts, branch, tagged))) without.push(branch)
  // The release branch is at the tag by now: what was tested is what was merged.
  const isSame = await sameTree(state, { ...facts, tip: brought?.headCommit }, tagged)
  const plan = { updates: [], tagged, merges: [], sameTree: isSame }
  if (without.length === 0) return { ...plan, ...(await planEnd(state, facts, tagged)) }
  // GitHub deletes merged branches in some repositories.
  const ref = branchRef(release.branch)
  if (tip === undefined) return { ...plan, updates: [{ ref, from: '', to: tagged }] }
  const open: WaitingFor[] = []
  for (const { name } of without) {
    const found = await releasePullRequest(state, release, name)
    if (found) open.push(found)
  }
  return {
    ...plan,
    outcome: 'waiting',
    pullRequests: open.map(({ url }) => url),
    wroteMore: open.some(({ isNew }) => isNew),
  }
}

/**
 * Returns the pull request that brought what is tagged, if it was one. Throws a UserError (`tag-taken`) unless the tag has the release branch
 * behind it, or is what a pull request of it brought. What is committed to the release branch later, to mend a conflict with another branch,
 * does not change that.
 */
async function assertOurs(
  state: State,
  { release, tip, into }: FinishFacts,
  tagged: string,
): Promise<MergedPullRequest | undefined> {
  const last = into.at(-1) as IntoBranch
  const merged = await mergedInto(state, release.branch, last)
  const brought = merged.find(({ mergeCommit }) => mergeCommit === tagged)
  if (brought) return brought
  const isOurs =
    tip === undefined ? await isBehind(state, tagged, last.tip) : await isBehind(state, tip, tagged)
  if (isOurs) return undefined
  throw new UserError(
    'tag-taken',
    `The tag ${quote(release.tag)} exists on ${tagged}, which is not ${quote(release.branch)} merged into ${quote(last.name)}: it is not this release; if it was made by mistake, delete it, else release under another version`,
  )
}

/** A branch has the tag, or what a pull request with the tag brought into it; that may be a squash. */
async function hasRelease(
  state: State,
  { release }: FinishFacts,
  branch: IntoBranch,
  tagged: string,
): Promise<boolean> {
  if (await isBehind(state, tagged, branch.tip)) return true
  for (const pull of await mergedInto(state, release.branch, branch)) {
    if (!(await isBehind(state, tagged, pull.headCommit))) continue
    await warnOfSquash(state, pull)
    return true
  }
  return false
}

/** Deletes the release branch once all have the release, unless it has commits that no branch has. */
async function planEnd(
  state: State,
  { release, tip, into }: FinishFacts,
  tagged: string,
): Promise<Pick<FinishPlan, 'updates' | 'outcome'>> {
  const done = { updates: [], outcome: 'already-finished' } as const
  if (tip === undefined || state.inputs['keep-branch']) return done
  const end = [{ ref: branchRef(release.branch), from: tip, to: '' }]
  if (await isBehind(state, tip, tagged)) return { updates: end, outcome: 'finished' }
  for (const branch of into) {
    const merged = await mergedInto(state, release.branch, branch)
    const isMerged = merged.some(({ headCommit }) => headCommit === tip)
    if (isMerged || (await isBehind(state, tip, branch.tip)))
      return { updates: end, outcome: 'finished' }
  }
  state.ports.runner.annotate(
    'warning',
    `${quote(release.branch)} is kept: it has commits that no branch of "into" has. Merge or delete it by hand.`,
  )
  return done
}
