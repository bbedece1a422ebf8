// Whether a commit is on a branch of the remote, proved from a checkout of any depth.

import type { Remote } from './remote.ts'

/**
 * Returns whether a commit, not a tag object, is one of some tips of the remote or an ancestor of one. Only these commits are fetched, into
 * a scratch repository. If the server does not support filters, their whole histories may be, with files.
 */
export async function isOnBranch(
  remote: Pick<Remote, 'behind' | 'graph'>,
  commit: string,
  tips: readonly string[],
): Promise<boolean> {
  if (tips.length === 0) return false
  const behind = await remote.behind([...new Set(tips)], [commit])
  if (behind) return behind.length > 0
  for (const tip of tips) {
    const { commits } = await remote.graph(tip, undefined)
    if (commits.has(commit)) return true
  }
  return false
}
