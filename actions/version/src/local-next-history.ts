// The history that the next version asks for, from local git.

import type { Git } from '../../../kit/git/git.ts'
import { commitsChanging } from '../../../kit/git/path-history.ts'
import type { Remote } from '../../../kit/git/remote.ts'
import type { Commits } from '../../../kit/version-history/commit-graph.ts'
import {
  commitsSince,
  type NextHistory,
  parentsOf,
} from '../../../kit/version-history/next-history.ts'

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
