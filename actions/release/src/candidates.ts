// The open releases, with the commits that started them.

import { byId, type Commit } from '../../../kit/git/commits.ts'
import type { Ports } from './ports.ts'
import type { OpenRelease } from './release-names.ts'
import { readTrailers } from './trailers.ts'
import type { Candidate } from './which-release.ts'

/** An open release, with its release commit; empty if it has none, as a branch that was made by hand. */
export type StartedRelease = Candidate & { readonly release: string }

/** How many steps behind a branch its release commit is looked for if it is already on another one. */
const STEPS = 100

/**
 * Reads the release commits of branches. Usually they are among the commits that are not on the other branches: one request for all. A
 * branch that was merged since then is looked at alone.
 */
export async function candidatesOf(
  { remote }: Pick<Ports, 'remote'>,
  open: readonly OpenRelease[],
  others: readonly string[],
): Promise<StartedRelease[]> {
  if (open.length === 0) return []
  const tips = [...new Set(open.map(({ tip }) => tip))]
  const own = others.length === 0 ? [] : await remote.difference(others, tips)
  return Promise.all(
    open.map(async (one) => {
      const found =
        releaseCommitIn(own, one) ?? releaseCommitIn(await remote.latest(one.tip, STEPS), one)
      const trailers = found && readTrailers(found.message)
      return { ...one, trailers, release: found?.id ?? '' }
    }),
  )
}

/** Returns the commit behind the tip of a release that says in its trailers that it started it. */
function releaseCommitIn(
  commits: readonly Commit[],
  { tip, version, tag }: OpenRelease,
): Commit | undefined {
  const known = byId(commits)
  const seen = new Set([tip])
  for (const id of seen) {
    const commit = known.get(id)
    if (!commit) continue
    const trailers = readTrailers(commit.message)
    if (trailers?.version === version && trailers.tag === tag) return commit
    for (const parent of commit.parents) seen.add(parent)
  }
  return undefined
}
