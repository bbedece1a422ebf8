// The remote as release asks it: what a server does not answer is read from complete histories.

import type { CheckoutRemote } from '../../../../kit/git/checkout-remote.ts'
import type { Commit } from '../../../../kit/git/commits.ts'
import { divergenceOf } from '../../../../kit/git/merge-bases.ts'
import type { RemotePort } from '../ports.ts'

/** Returns the port; `login` is the secret of the login, or empty. */
export function remotePort(remote: CheckoutRemote, login: string): RemotePort {
  const latest = async (tip: string, depth: number | undefined): Promise<readonly Commit[]> => [
    ...(await remote.graph(tip, depth)).commits.values(),
  ]
  return {
    refs: () => remote.listing(),
    divergence: (ours, theirs) => divergenceOf(remote, ours, theirs),
    async difference(from, to) {
      if (from.length > 0) {
        const found = await remote.between(from, to)
        return found ?? (await remote.diverged(to, from)).ours
      }
      const all = await Promise.all(to.map((tip) => latest(tip, undefined)))
      return [...new Map(all.flat().map((commit) => [commit.id, commit])).values()]
    },
    async behind(tips, commits) {
      if (tips.length === 0 || commits.length === 0) return []
      const found = await remote.behind(tips, commits)
      if (found) return found
      const all = await Promise.all(commits.map((commit) => remote.diverged([commit], tips)))
      return commits.filter((_, at) => all[at]?.ours.length === 0)
    },
    latest,
    history: remote,
    // GitHub's own form of the tokens of an app, of which GITHUB_TOKEN is one.
    isBotLogin: login.startsWith('ghs_'),
  }
}
