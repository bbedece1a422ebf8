// Which commit of a branch brought another commit into it. Pure.

import { byId, type Commit } from '../../../../kit/git/commits.ts'

/**
 * Returns the first commit of the first-parent line of a branch that has a commit: the commit itself if it is on that line. `since` are
 * the commits of the branch that are not behind the commit.
 */
export function firstWith(since: readonly Commit[], tip: string, commit: string): string {
  const known = byId(since)
  const has = (id: string): boolean => id === commit || descendants.has(id)
  const descendants = descendantsIn(since, commit)
  let first = tip
  for (let at: string | undefined = tip; at !== undefined && has(at); ) {
    first = at
    at = known.get(at)?.parents[0]
  }
  return first
}

function descendantsIn(commits: readonly Commit[], of: string): ReadonlySet<string> {
  const children = new Map<string, string[]>()
  for (const { id, parents } of commits)
    for (const parent of parents) children.set(parent, [...(children.get(parent) ?? []), id])
  const found = new Set([of])
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child)
  found.delete(of)
  return found
}
