// Merges the included files into the files of the commit. Pure.

import { quote } from '../../../kit/text/escape.ts'
import type { Include } from './include-lines.ts'
import { quotedPath, type TreeEntry, withoutQuotes } from './tree-entries.ts'

export type IncludedFiles = Include & {
  /** `from` is a file. */
  readonly isFile: boolean
  /** Their paths are relative to `from`. */
  readonly entries: readonly TreeEntry[]
}

/** Returns the tracked files with the included ones at their places. Hiding a tracked file is a problem without `replace`. */
export function mergeFiles(
  tracked: readonly TreeEntry[],
  includes: readonly IncludedFiles[],
): { readonly entries: TreeEntry[] } | { readonly problems: string[] } {
  let files = new Map(tracked.map((entry) => [withoutQuotes(entry.path), entry]))
  const problems: string[] = []
  for (const include of includes) {
    const placed = include.entries.map((entry) => ({
      ...entry,
      path: placeOf(include, entry.path),
    }))
    if (include.replace) files = without(files, replacedPath(include))
    const hidden = include.replace ? undefined : hiddenFile(files, placed)
    if (hidden !== undefined) {
      const line = `${include.from} -> ${include.to || '.'}`
      problems.push(
        `${quote(line)} would hide ${quote(hidden)}; "replace: ${line}" replaces everything there`,
      )
    }
    for (const entry of placed) files.set(withoutQuotes(entry.path), entry)
  }
  return problems.length > 0 ? { problems } : { entries: [...files.values()] }
}

/** Returns the path of an included file in what is pushed, quoted as git does. */
export function placeOf({ to, into, isFile }: IncludedFiles, path: string): string {
  const folder = withoutQuotes(quotedPath(to))
  const file = withoutQuotes(path)
  const place = isFile && !into ? folder : [folder, file].filter(Boolean).join('/')
  return place.includes('\\') ? `"${place}"` : place
}

/** A file that is put into a folder replaces the file of its name there, not the folder. */
function replacedPath(include: IncludedFiles): string {
  const [file] = include.entries
  return withoutQuotes(
    include.isFile && file ? placeOf(include, file.path) : quotedPath(include.to),
  )
}

function without(files: ReadonlyMap<string, TreeEntry>, place: string): Map<string, TreeEntry> {
  if (place === '') return new Map()
  return new Map([...files].filter(([path]) => path !== place && !path.startsWith(`${place}/`)))
}

/** Returns a tracked file that would be hidden: by a different file of its path, by a folder, or by a file in place of its folder. */
function hiddenFile(
  files: ReadonlyMap<string, TreeEntry>,
  placed: readonly TreeEntry[],
): string | undefined {
  const folders = new Set([...files.keys()].flatMap(foldersOf))
  for (const { path: quoted, id, mode } of placed) {
    const path = withoutQuotes(quoted)
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
