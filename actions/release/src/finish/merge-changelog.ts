// The changelog in a merge: the section of the release is left out of it, and added after it. Sections of two releases that began at the same
// time would be a conflict otherwise: both stand above the newest one.

import type { Merge, MergeResult } from '../../../../kit/git/work-repository.ts'
import { textIn } from '../../../../kit/version-files/version-files.ts'
import { withoutSection } from '../notes/changelog.ts'
import type { State } from '../state.ts'

/** Merges trees by `merge`. The section of the release in the changelog is no conflict, if the input `changelog` names the file. */
export async function mergeWithChangelog(
  state: State,
  trees: Merge,
  merge: (trees: Merge) => Promise<MergeResult>,
): Promise<MergeResult> {
  const { inputs, known, ports } = state
  const path = inputs.changelog
  const text = path === '' ? undefined : await textAt(state, trees.theirs, path)
  const found = text === undefined ? undefined : withoutSection(text, known.version)
  // A file that is new on one side alone is no conflict; on both it is one, as always.
  if (!found || (await textAt(state, trees.ours, path)) === undefined) return merge(trees)
  const theirs = await ports.work.withFiles(trees.theirs, new Map([[path, found.rest]]))
  const result = await merge({ ...trees, theirs })
  if ('conflicts' in result) return result
  const merged = await textAt(state, result.tree, path)
  // Moved by our side: there its section would be lost.
  if (merged === undefined) return merge(trees)
  const files = new Map([[path, found.restored(merged)]])
  return { tree: await ports.work.withFiles(result.tree, files) }
}

/** Returns the text of a file; undefined if it is missing, a link or not UTF-8. */
async function textAt({ ports }: State, tree: string, path: string): Promise<string | undefined> {
  const file = (await ports.work.files(tree, [path])).get(path)
  if (!file || file.mode === '120000') return undefined
  const text = textIn(file.content)
  return typeof text === 'string' ? text : undefined
}
