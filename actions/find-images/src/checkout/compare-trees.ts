// Which paths differ between two trees. Pure.

import type { TreeEntry } from '../../../../kit/git/tree-entries.ts'
import type { TreeChange } from './checkout.ts'

/** Returns the paths whose content, mode or kind differs. A renamed file is removed at one path and added at another. */
export function compareTrees(
  before: readonly TreeEntry[],
  after: readonly TreeEntry[],
): Map<string, TreeChange> {
  const former = byPath(before)
  const submodules = new Set(
    [...before, ...after].flatMap(({ mode, path }) => (mode === '160000' ? [path] : [])),
  )
  const kindOf = (path: string, change: TreeChange): TreeChange =>
    submodules.has(path) ? 'submodule' : change
  const changes = new Map<string, TreeChange>()
  for (const [path, content] of byPath(after)) {
    const was = former.get(path)
    if (was !== content) changes.set(path, kindOf(path, was === undefined ? 'added' : 'changed'))
    former.delete(path)
  }
  for (const path of former.keys()) changes.set(path, kindOf(path, 'removed'))
  return changes
}

/** Paths that are not UTF-8 may be read as the same text: then all of them count. */
function byPath(entries: readonly TreeEntry[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const { path, mode, id } of entries)
    found.set(path, `${found.get(path) ?? ''}${mode} ${id};`)
  return found
}
