// `finish`: merges the release, tags it and pushes all of it at once; then the GitHub Release.

import { allEnded } from '../attempt/all-ended.ts'
import { attempt } from '../attempt/attempt.ts'
import { isChanged } from '../outputs.ts'
import type { Refs } from '../ports.ts'
import type { Outcome } from '../reasons.ts'
import { tagRef } from '../ref-names.ts'
import type { ReleaseNames } from '../release-names.ts'
import { notesOf } from '../release-notes.ts'
import type { State } from '../state.ts'
import { finishFacts } from './facts.ts'
import type { FinishFacts, FinishPlan } from './finish-plan.ts'
import { assertMayRelease, makeGitHubRelease } from './github-release.ts'
import { planPullRequest } from './plan-pull-request.ts'
import { planPush } from './plan-push.ts'
import { warnOfOtherFiles } from './same-tree.ts'
import { whichRelease } from './which.ts'

/** Finishes a release. Throws a UserError if it can't; then git's part is not half done. */
export async function finish(state: State): Promise<Outcome> {
  const { inputs, known } = state
  const release = await whichRelease(state)
  if (inputs['github-release'] !== 'none') await assertMayRelease(state, release)
  for (;;) {
    const { planned, after } = await attempt(state, (refs) => planFinish(state, release, refs))
    // With pull requests, one push is not all: the facts are read again for the next part.
    if (planned.outcome === undefined && !inputs['dry-run']) continue
    if (planned.tagged !== '') warnOfOtherFiles(state)
    if (inputs['dry-run']) return outcomeOfDryRun(planned)
    // Other pull requests may take days, and the tag is there.
    if (inputs['github-release'] !== 'none' && after.has(tagRef(release.tag)))
      await makeGitHubRelease(state, { release, commit: planned.tagged, refs: after })
    if (planned.outcome === 'waiting') return 'waiting'
    return isChanged(known) ? 'finished' : 'already-finished'
  }
}

/** A pull request that is not open yet would be opened. */
function outcomeOfDryRun({ outcome, pullRequests = [] }: FinishPlan): Outcome {
  return outcome === undefined || (outcome === 'waiting' && pullRequests.length === 0)
    ? 'planned'
    : outcome
}

async function planFinish(state: State, release: ReleaseNames, refs: Refs): Promise<FinishPlan> {
  const { inputs, known } = state
  const facts = await finishFacts(state, release, refs)
  const [planned] = await allEnded([
    inputs.via === 'pull-request' ? planPullRequest(state, facts) : planPush(state, facts),
    notesOf(state, refs, release, releasedCommit(facts)),
  ])
  known.sha = planned.tagged
  known.sameTree = planned.sameTree
  known.merges = planned.merges
  if (planned.pullRequests) known.pullRequests = planned.pullRequests
  if (planned.wroteMore) known.wroteMore = true
  known.plan = { ...known.plan, updates: planned.updates, merges: planned.merges }
  return planned
}

/** The commit that the notes are about. Without branch and tag, a pull request was merged and its branch deleted. */
const releasedCommit = ({ tip, tagged, into }: FinishFacts): string =>
  tip ?? tagged?.commit ?? into.at(-1)?.tip ?? ''
