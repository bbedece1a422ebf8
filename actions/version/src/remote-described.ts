// What git describe finds from a commit, by a remote: mostly the nearest tag.

import { byId } from '../../../kit/git/commits.ts'
import type { Remote } from '../../../kit/git/remote.ts'
import type { Closest, Nearest } from '../../../kit/version-history/nearest-tag-proof.ts'
import type { Choice } from '../../../kit/version-history/remote-nearest-tag.ts'
import { describedBy, isInOrder } from './describe-walk.ts'

/** Chooses the tag that git describe finds. */
export const asDescribed: Choice = {
  among: (remote, head, ancestors) => remote.described(head, ancestors),
  from: describedFrom,
}

/** How much of the nearest tag's own history to read, in steps. */
const DEPTHS = [8, 32, 128, 512] as const

/** Returns the tag that git describe chooses, from the nearest one; undefined if that takes too much of the history. */
async function describedFrom(
  remote: Pick<Remote, 'graph' | 'alone' | 'between'>,
  head: string,
  nearest: Closest,
  tagged: ReadonlySet<string>,
): Promise<Nearest | undefined> {
  if (isDescribed(nearest, tagged)) return nearest
  const { since } = nearest
  const parents = new Set([...since.values()].flatMap((one) => one.parents))
  for (const depth of DEPTHS) {
    const before = await remote.graph(nearest.commit, depth)
    // Where side branches started.
    const starts = [...parents].filter((id) => !since.has(id) && !before.commits.has(id))
    const alone = byId(starts.length === 0 ? [] : await remote.alone(starts))
    const commits = new Map([...alone, ...before.commits, ...since])
    const described = describedBy({ commits, shallow: before.shallow, head, tagged }, nearest)
    if (described) {
      const { commit, distance = (await remote.between(commit, head))?.length } = described
      return distance === undefined ? undefined : { commit, distance }
    }
    if (before.shallow.size === 0) return undefined
  }
  return undefined
}

/**
 * Returns whether git describe certainly finds the same tag, whatever the rest of the history is: there is no tag among the commits since
 * then, and their times are in order if there are merges.
 */
function isDescribed({ commit: tag, time, since }: Closest, tagged: ReadonlySet<string>): boolean {
  const commits = [...since.values()]
  if (commits.some(({ id }) => tagged.has(id))) return false
  return commits.every(({ parents }) => parents.length < 2) || isInOrder(since, tag, time)
}
