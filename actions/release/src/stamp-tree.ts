// The version in the stamped files of a tree.

import { frozenAt, spellingsOf } from '../../../kit/version-files/spellings.ts'
import { type StampedTexts, stampTexts } from '../../../kit/version-files/stamp-texts.ts'
import { filesOfTree } from '../../../kit/version-files/tree-files.ts'
import type { VersionFiles } from '../../../kit/version-files/version-files.ts'
import type { State } from './state.ts'

export type StampedTree = Omit<StampedTexts, 'changed'> & { readonly tree: string }

/** Reads the version files of a tree or commit. */
export async function versionFilesOf(
  { inputs, ports }: State,
  treeish: string,
): Promise<VersionFiles> {
  const reader = {
    files: (paths: readonly string[]) => ports.work.files(treeish, paths),
    paths: () => ports.work.paths(treeish),
  }
  return filesOfTree(reader, inputs.stamp)
}

/** Returns the tree of a tree or commit with a version in its version files. Throws a UserError (`bad-stamp`). */
export async function stampTree(
  state: State,
  treeish: string,
  version: string,
  { unlessThere = false } = {},
): Promise<StampedTree> {
  const { inputs, ports } = state
  const before = await ports.work.treeOf(treeish)
  if (inputs.stamp.length === 0) return { tree: before, changes: [], stale: [] }
  const files = await versionFilesOf(state, treeish)
  const frozen = frozenAt(treeish, gitDate(ports.now()))
  const { changed, changes, stale } = stampTexts(
    files,
    inputs.stamp,
    spellingsOf(version, frozen),
    {
      unlessThere,
    },
  )
  return { tree: await ports.work.withFiles(before, changed), changes, stale }
}

/** As git prints a date: `2024-01-02 03:04:05 +0000`. */
const gitDate = (date: Date): string => `${date.toISOString().slice(0, 19).replace('T', ' ')} +0000`
