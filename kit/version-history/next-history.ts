// What the next version asks of a history, and the answers of a remote.

import type { Commit } from '../git/commits.ts'
import type { Remote } from '../git/remote.ts'
import type { Tag } from '../versions/tags.ts'
import { type Commits, stepsFrom } from './commit-graph.ts'

export type NextHistory = {
  /** Returns the commits reachable from HEAD but not from another; all of them if `from` is empty. */
  since(from: string): Promise<readonly Commit[]>
  /** Returns which of some commits are behind HEAD: perhaps not all, but at least one if there are any. */
  behind(commits: readonly string[]): Promise<readonly string[]>
  /** Returns those of the commits since another that change a file whose path is selected. */
  changing(
    from: string,
    since: readonly Commit[],
    selects: (path: string) => boolean,
  ): Promise<ReadonlySet<string>>
}

/** Answers from a remote; `tags` are its tags. */
export function remoteNextHistory(
  remote: Pick<Remote, 'graph' | 'between' | 'behind' | 'changing'>,
  head: string,
  tags: readonly Tag[],
): NextHistory {
  const tagged = new Set(tags.map(({ commit }) => commit))
  const all = async (): Promise<Commits> => (await remote.graph(head, undefined)).commits
  return {
    since: async (from) => {
      const difference = from === '' ? undefined : await remote.between(from, head)
      if (difference) return difference
      return commitsSince(await all(), from)
    },
    behind: async (commits) => {
      // The remote may lack the commit of a tag that only the clone has.
      const asked = commits.filter((id) => tagged.has(id))
      const behind = asked.length === 0 ? [] : await remote.behind([head], asked)
      if (behind) return behind
      const known = await all()
      return asked.filter((id) => known.has(id))
    },
    changing: (from, since, selects) => {
      const range = { from, to: head, ids: since.map(({ id }) => id) }
      return remote.changing(range, parentsOf(since), selects)
    },
  }
}

/** Returns the commits of a complete graph that are not behind one of them; all if `from` is empty. */
export function commitsSince(commits: Commits, from: string): Commit[] {
  const ancestors = from === '' ? new Map() : stepsFrom(commits, from)
  return [...commits.values()].filter(({ id }) => !ancestors.has(id))
}

/** Returns the parents of some commits. */
export const parentsOf = (commits: readonly Commit[]): string[] =>
  commits.flatMap(({ parents }) => parents)
