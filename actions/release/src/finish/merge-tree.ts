// One merge of trees, in which the places of the version are no conflict.

import type { MergeBase } from '../../../../kit/git/divergence.ts'
import type { BaseTree, Merge, MergeResult } from '../../../../kit/git/work-repository.ts'
import {
  withHigherVersions,
  withTheirVersions,
} from '../../../../kit/version-files/merged-versions.ts'
import { allEnded } from '../attempt/all-ended.ts'
import { stampTree, versionFilesOf } from '../stamp-tree.ts'
import type { State } from '../state.ts'
import { mergeWithChangelog } from './merge-changelog.ts'

export type MergeWanted = {
  /** Proved merge bases. */
  readonly bases: readonly MergeBase[]
  readonly ours: string
  readonly theirs: string
}

/** Merges two commits. At stamped places, the merged tree has what their side has. */
export async function mergeTree(
  state: State,
  { bases, ours, theirs }: MergeWanted,
): Promise<MergeResult> {
  const { work } = state.ports
  await work.fetchTrees([...bases.map(({ commit }) => commit), ours, theirs])
  const trees: Merge = {
    bases: await Promise.all(
      bases.map(async (base) => ({ ...base, tree: await work.treeOf(base.commit) })),
    ),
    ours: await work.treeOf(ours),
    theirs: await work.treeOf(theirs),
  }
  return mergeWithChangelog(state, trees, async (some) =>
    work.mergeTrees(
      state.inputs.stamp.length === 0 ? some : await withoutVersionConflicts(state, some),
    ),
  )
}

async function withoutVersionConflicts(state: State, trees: Merge): Promise<Merge> {
  const { work } = state.ports
  const [ours, theirs, ...bases] = await allEnded(
    [trees.ours, trees.theirs, ...trees.bases.map(({ tree }) => tree)].map((tree) =>
      versionFilesOf(state, tree),
    ),
  )
  if (!ours || !theirs) return trees
  const texts = withTheirVersions({ bases, ours, theirs }, state.inputs.stamp)
  const replaced: BaseTree[] = []
  // One after the other: the work repository has one index.
  for (const [at, base] of trees.bases.entries())
    replaced.push({ ...base, tree: await work.withFiles(base.tree, texts.bases[at] ?? new Map()) })
  return { ...trees, bases: replaced, ours: await work.withFiles(trees.ours, texts.ours) }
}

/** Returns a merged tree with the version of the release, for the commit that is tagged. Throws a UserError (`bad-stamp`). */
export async function withReleasedVersion(
  state: State,
  tree: string,
  version: string,
): Promise<string> {
  return (await stampTree(state, tree, version, { unlessThere: true })).tree
}

/** Returns a merged tree in which a higher version of the branch stays. */
export async function withBranchVersion(
  state: State,
  tree: string,
  branch: string,
): Promise<string> {
  if (state.inputs.stamp.length === 0) return tree
  const { work } = state.ports
  const [merged, own] = await allEnded([
    versionFilesOf(state, tree),
    versionFilesOf(state, await work.treeOf(branch)),
  ])
  const texts = withHigherVersions(merged, own, state.inputs.stamp)
  return texts.size === 0 ? tree : work.withFiles(tree, texts)
}
