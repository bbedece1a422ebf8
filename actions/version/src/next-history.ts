// What the next version asks of a history, from local git or from a remote.

import type { Commit } from '../../../kit/git/commits.ts'
import type { Git } from '../../../kit/git/git.ts'
import { commitsChanging } from '../../../kit/git/path-history.ts'
import type { Remote } from '../../../kit/git/remote.ts'
import type { Tag } from '../../../kit/versions/tags.ts'
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

/** Answers from a clone; `graph` returns HEAD and its ancestors. A partial clone lacks trees, which the remote then has. */
export function localNextHistory(
  git: Git,
  head: string,
  graph: () => Promise<Commits>,
  remote: Remote | undefined,
): NextHistory {
  return {
    since: async (from) => commitsSince(await graph(), from),
    behind: async (commits) => {
      const known = await graph()
      return commits.filter((id) => known.has(id))
    },
    changing: async (from, since, selects) => {
      const range = { from, to: head, ids: since.map(({ id }) => id) }
      try {
        return await commitsChanging(git, range, selects)
      } catch (error) {
        if (!remote) throw error
        return remote.changing(range, parentsOf(since), selects)
      }
    },
  }
}

/** Answers from a remote; `tags` are its tags. */
export function remoteNextHistory(remote: Remote, head: string, tags: readonly Tag[]): NextHistory {
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

function commitsSince(commits: Commits, from: string): Commit[] {
  const ancestors = from === '' ? new Map() : stepsFrom(commits, from)
  return [...commits.values()].filter(({ id }) => !ancestors.has(id))
}

const parentsOf = (commits: readonly Commit[]): string[] =>
  commits.flatMap(({ parents }) => parents)
