// What one commit has behind it and another has not, in commits that are here. Pure.
import type { Commit } from '../../../kit/git/commits.ts'

export type Commits = ReadonlyMap<string, Commit>

/** Those of some commits that are behind one, nearest first, with the fewest steps to each. */
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
 * What one commit has beside another, where some commits prove it: none of that is cut off, and all of it follows the other
 * one, so that nothing of it can be behind the other by a way that was cut. Undefined where they don't. `cut` names commits
 * whose parents are not told.
 */
export function provedBetween(
  commits: Commits,
  head: string,
  from: string,
  cut: ReadonlySet<string>,
): Commit[] | undefined {
  const behind = stepsFrom(commits, from)
  const beside = [...stepsFrom(commits, head).keys()].flatMap((id) =>
    behind.has(id) ? [] : (commits.get(id) ?? []),
  )
  const isWhole = beside.every(
    ({ id, parents }) => !cut.has(id) && parents.every((parent) => commits.has(parent)),
  )
  return isWhole && followers(beside, from).size === beside.length + 1 ? beside : undefined
}

/** A commit, and those of some that follow it. */
function followers(commits: readonly Commit[], from: string): Set<string> {
  const children = new Map<string, string[]>()
  for (const { id, parents } of commits) {
    for (const parent of parents) children.set(parent, [...(children.get(parent) ?? []), id])
  }
  const found = new Set([from])
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child)
  return found
}

/** Some commits without those that are behind one of them. */
export function without(commits: Commits, behind: ReadonlyMap<string, number>): Commits {
  return new Map([...commits].filter(([id]) => !behind.has(id)))
}
