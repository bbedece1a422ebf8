// Distances and differences in a graph of commits, which may be incomplete. Pure.

import type { Commit } from '../git/commits.ts'

export type Commits = ReadonlyMap<string, Commit>

/** Returns a commit and its known ancestors, nearest first, with the fewest steps to each. */
export function stepsFrom(commits: Commits, from: string): Map<string, number> {
  const steps = new Map([[from, 0]])
  for (const [id, distance] of steps) {
    for (const parent of commits.get(id)?.parents ?? []) {
      if (commits.has(parent) && !steps.has(parent)) steps.set(parent, distance + 1)
    }
  }
  return steps
}

/**
 * Returns the commits reachable from `head` but not from `from`, if the known commits prove it: all their parents are known, and all
 * of them descend from `from`, so that none can be its ancestor by an unknown path. Else undefined. `shallow` has the commits whose
 * parents are unknown.
 */
export function provedBetween(
  commits: Commits,
  head: string,
  from: string,
  shallow: ReadonlySet<string>,
): Commit[] | undefined {
  const ancestors = stepsFrom(commits, from)
  const difference = [...stepsFrom(commits, head).keys()].flatMap((id) =>
    ancestors.has(id) ? [] : (commits.get(id) ?? []),
  )
  const isComplete = difference.every(
    ({ id, parents }) => !shallow.has(id) && parents.every((parent) => commits.has(parent)),
  )
  return isComplete && descendantsOf(difference, from).size === difference.length + 1
    ? difference
    : undefined
}

/** Returns a commit and its descendants among some commits. */
function descendantsOf(commits: readonly Commit[], from: string): Set<string> {
  const children = new Map<string, string[]>()
  for (const { id, parents } of commits) {
    for (const parent of parents) children.set(parent, [...(children.get(parent) ?? []), id])
  }
  const descendants = new Set([from])
  for (const id of descendants) for (const child of children.get(id) ?? []) descendants.add(child)
  return descendants
}

/** Returns commits without some others. */
export function without(commits: Commits, others: ReadonlyMap<string, number>): Commits {
  return new Map([...commits].filter(([id]) => !others.has(id)))
}
