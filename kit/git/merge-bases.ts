// The merge bases of commits of a remote, proved without their histories.

import type { Commit } from './commits.ts'
import type { Divergence, MergeBase } from './divergence.ts'
import type { Remote } from './remote.ts'
import { shallowRemote } from './scratch-repository.ts'

type Asked = Pick<Remote, 'between' | 'behind' | 'alone' | 'diverged'>

/** How many bases and levels of bases are proved one by one; with more, all commits are fetched. */
const MOST = { bases: 8, levels: 4 }

/**
 * Compares two sides of commits that the remote has; a commit that was made here is its parents. A fixed depth gives wrong bases without
 * saying so, the server's own differences do not: a merge base is a parent of commits of both and in neither.
 */
export async function divergenceOf(
  remote: Asked,
  ours: readonly string[],
  theirs: readonly string[],
): Promise<Divergence> {
  const whole = () => remote.diverged(ours, theirs)
  const first = await levelOf(remote, ours, theirs)
  if (!first) return whole()
  const levels = [first.bases]
  for (let last = first.bases; last.length > 1; ) {
    const [one = '', other = ''] = last
    if (last.length > 2 || levels.length > MOST.levels) return whole()
    const next = await levelOf(remote, [one], [other])
    if (!next) return whole()
    last = next.bases
    if (last.length > 0) levels.push(last)
  }
  return { ours: first.ours, theirs: first.theirs, bases: await chain(remote, levels) }
}

/** Every base of a level is an ancestor of all in the levels before. */
async function chain(remote: Asked, levels: readonly (readonly string[])[]): Promise<MergeBase[]> {
  // The times count only where git has several to put in order.
  const several = levels.filter((level) => level.length > 1).flat()
  const commits = several.length > 0 ? await remote.alone(several) : []
  const times = new Map(commits.map(({ id, time }) => [id, time]))
  return levels.flatMap((level, index) => {
    const ancestors = levels.slice(index + 1).flat()
    return level.map((commit) => ({ commit, time: times.get(commit) ?? 0, ancestors }))
  })
}

type Level = Pick<Divergence, 'ours' | 'theirs'> & { readonly bases: readonly string[] }

/** Undefined if the server does not answer such questions, or there are too many candidates. */
async function levelOf(
  remote: Asked,
  one: readonly string[],
  other: readonly string[],
): Promise<Level | undefined> {
  const [ours, theirs] = await Promise.all([remote.between(other, one), remote.between(one, other)])
  if (!ours || !theirs) return undefined
  const [ourCandidates, theirCandidates] = [candidates(ours, one), candidates(theirs, other)]
  const common = [...ourCandidates].filter((id) => theirCandidates.has(id))
  // Without a common commit, both histories have a first one. Parents that lead nowhere are those of a shallow remote.
  if (common.length === 0 && ![ours, theirs].every(hasRoot)) throw shallowRemote()
  const bases = await latest(remote, common)
  return bases && { ours, theirs, bases }
}

const hasRoot = (commits: readonly Commit[]): boolean =>
  commits.some(({ parents }) => parents.length === 0)

/** Returns the tips and parents that are not among the commits of a difference: those that the other side has too. */
function candidates(difference: readonly Commit[], tips: readonly string[]): Set<string> {
  const inside = new Set(difference.map(({ id }) => id))
  const all = [...tips, ...difference.flatMap(({ parents }) => parents)]
  return new Set(all.filter((id) => !inside.has(id)))
}

/** Drops the commits that are ancestors of others. */
async function latest(
  remote: Asked,
  commits: readonly string[],
): Promise<readonly string[] | undefined> {
  if (commits.length > MOST.bases) return undefined
  let left = commits
  for (const id of commits) {
    const others = left.filter((one) => one !== id)
    if (others.length === 0) break
    const behind = await remote.behind(others, [id])
    if (!behind) return undefined
    if (behind.length > 0) left = others
  }
  return left
}
