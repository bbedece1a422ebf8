// Which commit a merged pull request brought into a branch, proved by the branch itself.

import type { PullRequest } from '../../../../kit/github/api.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { IntoBranch } from '../into.ts'
import type { ReleaseNames } from '../release-names.ts'
import type { State } from '../state.ts'
import { branchMoved } from './facts.ts'

/** Returns whether a commit is another one, or behind it. */
export async function isBehind({ ports }: State, commit: string, tip: string): Promise<boolean> {
  return commit === tip || (await ports.remote.behind([tip], [commit])).length > 0
}

export type MergedPullRequest = PullRequest & { readonly mergeCommit: string }

/** Returns the merged pull requests, the newest first, whose commit the branch has: one that was reset does not count. */
export async function mergedInto(
  state: State,
  head: string,
  { name, tip }: IntoBranch,
): Promise<MergedPullRequest[]> {
  const api = await state.ports.github()
  const found: MergedPullRequest[] = []
  for (const pull of await api.pullRequests({ head, base: name })) {
    const { mergeCommit } = pull
    if (mergeCommit !== undefined && (await isBehind(state, mergeCommit, tip)))
      found.push({ ...pull, mergeCommit })
  }
  return found
}

/** Throws a UserError (`branch-moved`) if a pull request did not merge what was deployed, but another commit. */
export function assertDeployed(
  { inputs }: State,
  release: ReleaseNames,
  { number, headCommit }: MergedPullRequest,
): void {
  const wanted = inputs['expect-sha']
  if (wanted === '' || wanted === headCommit) return
  throw branchMoved(release, wanted, `pull request #${number} merged ${headCommit}`)
}

/** Warns if a pull request was squashed or rebased: its commits are then not behind the branch, and conflict with themselves later. */
export async function warnOfSquash(
  state: State,
  { number, base, head, headCommit, mergeCommit }: MergedPullRequest,
): Promise<void> {
  if (await isBehind(state, headCommit, mergeCommit)) return
  state.ports.runner.annotate(
    'warning',
    `Pull request #${number} was squashed or rebased, so ${quote(base)} does not have the commits of ${quote(head)} behind it: later merges will conflict in files that nobody has changed. Merge releases with a merge commit.`,
  )
}
