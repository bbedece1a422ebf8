// What is pushed: the files of the commit with those that are included. Pure.

import { quote } from '../../../kit/text/escape.ts'
import { quotedPath, type TreeEntry } from './adapters/tree-entries.ts'
import type { Include } from './include-lines.ts'

export type Included = Include & {
  readonly isFile: boolean
  /** Their paths begin at `from`. */
  readonly entries: readonly TreeEntry[]
}

/** Puts the included files where they belong. A file that would hide another is a problem, but for `replace`. */
export function merged(
  tracked: readonly TreeEntry[],
  all: readonly Included[],
): { readonly entries: TreeEntry[] } | { readonly problems: string[] } {
  let files = new Map(tracked.map((entry) => [bare(entry.path), entry]))
  const problems: string[] = []
  for (const one of all) {
    const placed = one.entries.map((entry) => ({ ...entry, path: placeOf(one, entry.path) }))
    if (one.replace) files = without(files, replacedBy(one))
    const hidden = one.replace ? undefined : hiddenBy(files, placed)
    if (hidden !== undefined) {
      const line = `${one.from} -> ${one.to || '.'}`
      problems.push(
        `${quote(line)} would hide ${quote(hidden)}; "replace: ${line}" puts it in the place of all that is there`,
      )
    }
    for (const entry of placed) files.set(bare(entry.path), entry)
  }
  return problems.length > 0 ? { problems } : { entries: [...files.values()] }
}

/** As git quotes it, but without the quotes around it: parts of paths can be compared. */
const bare = (path: string): string => (path.startsWith('"') ? path.slice(1, -1) : path)

function placeOf({ to, into, isFile }: Included, path: string): string {
  const [folder, file] = [bare(quotedPath(to)), bare(path)]
  const place = isFile && !into ? folder : [folder, file].filter(Boolean).join('/')
  return place.includes('\\') ? `"${place}"` : place
}

/** A file that goes into a folder replaces what has its own name there, not the folder. */
function replacedBy(one: Included): string {
  const [file] = one.entries
  return bare(one.isFile && file ? placeOf(one, file.path) : quotedPath(one.to))
}

function without(files: ReadonlyMap<string, TreeEntry>, place: string): Map<string, TreeEntry> {
  if (place === '') return new Map()
  return new Map([...files].filter(([path]) => path !== place && !path.startsWith(`${place}/`)))
}

/** A tracked file whose place is taken: by a file of the same path, by a folder, or as a folder. */
function hiddenBy(
  files: ReadonlyMap<string, TreeEntry>,
  placed: readonly TreeEntry[],
): string | undefined {
  const folders = new Set([...files.keys()].flatMap(foldersOf))
  for (const { path: quoted, id, mode } of placed) {
    const path = bare(quoted)
    const same = files.get(path)
    if (same && (same.id !== id || same.mode !== mode)) return path
    if (folders.has(path)) return path
    const above = foldersOf(path).find((folder) => files.has(folder))
    if (above !== undefined) return above
  }
  return undefined
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
