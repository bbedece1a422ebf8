// The merges of a release: its branch into the last of `into`, and that merge into the others.

import type { Divergence } from '../../../../kit/git/divergence.ts'
import { allEnded } from '../attempt/all-ended.ts'
import { logged } from '../attempt/step-log.ts'
import type { IntoBranch } from '../into.ts'
import { filled } from '../messages.ts'
import type { ReleaseNames } from '../release-names.ts'
import type { State } from '../state.ts'
import { type Conflicts, conflictError, unrelatedError } from './conflicts.ts'
import type { FinishFacts, PlannedMerge } from './finish-plan.ts'
import { firstWith } from './first-with.ts'
import { mergeTree, withBranchVersion, withReleasedVersion } from './merge-tree.ts'

export type Merges = {
  readonly merges: readonly PlannedMerge[]
  /** The commit that brought the release into the last branch. */
  readonly target: string
}

/** Makes the merges. Throws a UserError (`conflict`) with the files of every branch; then nothing is pushed. */
export async function mergeAll(state: State, facts: FinishFacts): Promise<Merges> {
  const { ports } = state
  const last = facts.into.at(-1) as IntoBranch
  const others = facts.into.slice(0, -1)
  const released = facts.tagged?.commit ?? facts.tip ?? ''
  // That the last branch has the release already is rare, so the others are compared with the merge to be made meanwhile.
  const parents = facts.tagged ? [released] : [last.tip, released]
  const compared = () =>
    allEnded<[Divergence, ...Divergence[]]>([
      ports.remote.divergence([last.tip], [released]),
      ...others.map(({ tip }) => ports.remote.divergence([tip], parents)),
    ])
  const tips = [last.tip, released, ...others.map(({ tip }) => tip)]
  const [[diverged, ...beside]] = await logged(ports, 'Found the merge bases', () =>
    allEnded([compared(), ports.work.fetchTrees(tips)]),
  )
  const conflicts: Conflicts = new Map()
  const { merge, target } = await mergeLast(state, facts, last, released, diverged, conflicts)
  const isMade = merge.to !== merge.from && !facts.tagged
  const merges: PlannedMerge[] = []
  for (const [at, branch] of others.entries()) {
    const known = isMade || facts.tagged ? beside[at] : undefined
    const wanted = known ?? (await ports.remote.divergence([branch.tip], [target]))
    const made = await mergeOther(state, facts, branch, target, wanted, isMade, conflicts)
    if (made) merges.push(made)
  }
  if (conflicts.size > 0) throw conflictError(state, facts, conflicts)
  return { merges: [...merges, merge], target }
}

/** Merges the release into the branch that is tagged. With a conflict, the others are tried with the release branch itself. */
async function mergeLast(
  state: State,
  { release, tagged }: FinishFacts,
  { name, tip }: IntoBranch,
  released: string,
  { ours, theirs, bases }: Divergence,
  conflicts: Conflicts,
): Promise<{ readonly merge: PlannedMerge; readonly target: string }> {
  const none = { branch: name, from: tip, to: tip, merged: released }
  if (theirs.length === 0)
    return { merge: none, target: tagged?.commit ?? firstWith(ours, tip, released) }
  if (bases.length === 0) throw unrelatedError(release, name)
  const result = await mergeTree(state, { bases, ours: tip, theirs: released })
  if ('conflicts' in result) {
    conflicts.set(name, result.conflicts)
    return { merge: none, target: released }
  }
  const tree = tagged
    ? await withBranchVersion(state, result.tree, tip)
    : await withReleasedVersion(state, result.tree, release.version)
  const to = await mergeCommit(state, release, name, tree, [tip, released])
  return { merge: { ...none, to }, target: tagged?.commit ?? to }
}

/** Merges what is tagged into another branch; undefined after a conflict. */
async function mergeOther(
  state: State,
  { release }: FinishFacts,
  { name, tip }: IntoBranch,
  target: string,
  { theirs, bases }: Divergence,
  isNew: boolean,
  conflicts: Conflicts,
): Promise<PlannedMerge | undefined> {
  const none = { branch: name, from: tip, to: tip, merged: target }
  if (theirs.length === 0 && !isNew) return none
  if (bases.length === 0) throw unrelatedError(release, name)
  const result = await mergeTree(state, { bases, ours: tip, theirs: target })
  if ('conflicts' in result) {
    conflicts.set(name, result.conflicts)
    return undefined
  }
  // Only to know all conflicts: nothing is pushed.
  if (conflicts.size > 0) return undefined
  const tree = await withBranchVersion(state, result.tree, tip)
  return { ...none, to: await mergeCommit(state, release, name, tree, [tip, target]) }
}

function mergeCommit(
  { inputs, ports }: State,
  { version, branch }: ReleaseNames,
  into: string,
  tree: string,
  parents: readonly string[],
): Promise<string> {
  const message = filled(inputs['merge-message'], { version, branch, into })
  return logged(ports, `Merged into ${into}`, () => ports.work.commit({ tree, parents, message }))
}
