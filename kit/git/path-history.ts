// Which commits of a range change some files, as `git log -- paths` decides it: a merge counts if it differs from all of its parents,
// and a side branch whose changes a merge dropped does not.

import { foldersOf } from './folders-of.ts'
import type { Git } from './git.ts'

/** A range of commits: those reachable from `to` but not from `from`, which may be empty, and the ids of all of them. */
export type Range = { readonly from: string; readonly to: string; readonly ids: readonly string[] }

/** Returns the commits of a range that change a file whose path is selected. A renamed file is removed at one path and added at another. */
export async function commitsChanging(
  git: Git,
  { from, to, ids }: Range,
  selects: (path: string) => boolean,
): Promise<Set<string>> {
  const names = ['--name-only', '--no-renames', '-z', '--no-commit-id']
  const compare = ['diff-tree', '--stdin', '-r', '-m', '--root', ...names]
  const changed = await git.ask(compare, ids.map((id) => `${id}\n`).join(''))
  const paths = covering(new Set(changed.split('\0').filter(Boolean)), selects)
  if (paths.length === 0) return new Set()
  // A line can't hold a path that has a line break.
  const [broken, whole] = [true, false].map((is) =>
    paths.filter((path) => path.includes('\n') === is),
  )
  const range = [...(from === '' ? [] : [`^${from}`]), to, '--', ...(whole ?? [])]
  const log = ['--literal-pathspecs', '-c', 'log.showRoot=true', 'log', '--format=%H', '--stdin']
  const found = await git.ask([...log, '--', ...(broken ?? [])], `${range.join('\n')}\n`)
  return new Set(found.split('\n').filter(Boolean))
}

/** Returns the selected paths; instead of all files in a folder, the folder: git compares every path with every one of them. */
function covering(paths: ReadonlySet<string>, selects: (path: string) => boolean): string[] {
  const selected = [...paths].filter(selects)
  const counts = (all: Iterable<string>): Map<string, number> => {
    const found = new Map<string, number>()
    for (const folder of [...all].flatMap(foldersOf))
      found.set(folder, (found.get(folder) ?? 0) + 1)
    return found
  }
  const [all, ours] = [counts(paths), counts(selected)]
  const covers = selected.map(
    (path) => foldersOf(path).find((folder) => all.get(folder) === ours.get(folder)) ?? path,
  )
  return [...new Set(covers)]
}
