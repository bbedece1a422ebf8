// Whether a commit is on a branch of the remote, proved from a checkout of any depth.

import type { Remote } from './remote.ts'

/**
 * Returns whether a commit, not a tag object, is one of some tips of the remote or an ancestor of one. Only commits are fetched, into a
 * scratch repository: those that are on none of the tips. If the server does not support filters, whole histories, with files.
 */
export async function isOnBranch(
  remote: Pick<Remote, 'beyond' | 'graph'>,
  commit: string,
  tips: readonly string[],
): Promise<boolean> {
  if (tips.length === 0) return false
  const beyond = await remote.beyond(commit, [...new Set(tips)])
  if (beyond) return beyond.length === 0
  for (const tip of tips) {
    const { commits } = await remote.graph(tip, undefined)
    if (commits.has(commit)) return true
  }
  return false
}
