// One merge of trees, in which the places of the version are no conflict.

import type { MergeResult, MergeSide } from '../../../../kit/git/work-repository.ts'
import {
  type Texts,
  withHigherVersions,
  withTheirVersions,
} from '../../../../kit/version-files/merged-versions.ts'
import { stampTree, versionFilesOf } from '../stamp-tree.ts'
import type { State } from '../state.ts'

export type MergeWanted = {
  /** Proved merge bases. */
  readonly bases: readonly string[]
  readonly ours: string
  readonly theirs: string
}

/** Merges two commits. At stamped places, the merged tree has what their side has. */
export async function mergeTree(
  state: State,
  { bases, ours, theirs }: MergeWanted,
): Promise<MergeResult> {
  const { work } = state.ports
  await work.fetchTrees([...bases, ours, theirs])
  const side = async (commit: string): Promise<MergeSide> => ({
    commit,
    tree: await work.treeOf(commit),
  })
  const sides = {
    bases: await Promise.all(bases.map(side)),
    ours: await side(ours),
    theirs: await side(theirs),
  }
  return work.mergeTrees(
    state.inputs.stamp.length === 0 ? sides : await withoutVersionConflicts(state, sides),
  )
}

type Sides = {
  readonly bases: readonly MergeSide[]
  readonly ours: MergeSide
  readonly theirs: MergeSide
}

async function withoutVersionConflicts(state: State, sides: Sides): Promise<Sides> {
  const { work } = state.ports
  const [ours, theirs, ...bases] = await Promise.all(
    [sides.ours, sides.theirs, ...sides.bases].map(({ tree }) => versionFilesOf(state, tree)),
  )
  if (!ours || !theirs) return sides
  const texts = withTheirVersions({ bases, ours, theirs }, state.inputs.stamp)
  const replaced = async (one: MergeSide, files: Texts | undefined): Promise<MergeSide> =>
    files && files.size > 0 ? { ...one, tree: await work.withFiles(one.tree, files) } : one
  return {
    bases: await Promise.all(sides.bases.map((one, at) => replaced(one, texts.bases[at]))),
    ours: await replaced(sides.ours, texts.ours),
    theirs: sides.theirs,
  }
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
  const [merged, own] = await Promise.all([
    versionFilesOf(state, tree),
    versionFilesOf(state, await work.treeOf(branch)),
  ])
  const texts = withHigherVersions(merged, own, state.inputs.stamp)
  return texts.size === 0 ? tree : work.withFiles(tree, texts)
}
