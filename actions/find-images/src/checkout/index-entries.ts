// What git tracks, as `git ls-files` prints it. Pure.

import type { TrackedFile } from './checkout.ts'

/** The arguments whose output `parseIndex` reads. */
export const LIST_INDEX = ['ls-files', '--stage', '-z']

/** Parses `MODE ID STAGE`, a tab, the path, NUL. A path in a conflict has several entries: the first counts. */
export function parseIndex(output: string): TrackedFile[] {
  const files: TrackedFile[] = []
  for (const line of output.split('\0')) {
    const tab = line.indexOf('\t')
    const path = line.slice(tab + 1)
    if (tab === -1 || path === files.at(-1)?.path) continue
    // `100644 `, the id, ` 0`.
    files.push({ path, mode: line.slice(0, 6), id: line.slice(7, tab - 2) })
  }
  return files
}
