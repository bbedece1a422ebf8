// The nearest tag of a commit and its distance, from a remote: proved, with as little of the history as possible.

import { byId } from '../../../kit/git/commits.ts'
import type { Remote } from '../../../kit/git/remote.ts'
import { type Graph, shallowRemote } from '../../../kit/git/scratch-repository.ts'
import { provedBetween, stepsFrom } from './commit-graph.ts'
import { type Closest, closestFrom, closestIn, type Nearest } from './nearest-tag-proof.ts'

/** How much of the history was fetched. */
export type Strategy = 'exact' | 'deepened' | 'complete'

/** The tags to look for. */
export type TagSearch = {
  readonly tagged: ReadonlySet<string>
  /** The tag of the highest version, usually the nearest; absent if there is none. */
  readonly likely?: string | undefined
  /** Prefer git describe's choice, if it differs. */
  readonly asDescribed?: boolean
}

type HistoryRemote = Pick<Remote, 'graph' | 'time' | 'between' | 'described'>

/** How far back to look for a tag, in steps; finally everything. Nothing is fetched twice. */
const DEPTHS = [16, 32, 64, 128, 256, 512, 1024, undefined] as const

/**
 * Finds the nearest of some tagged commits on a remote. A shallow graph shows which tags are ancestors, but usually counting in
 * it proves nothing: with a merge whose one side is incomplete, the count is too high or too low. The proof is the server's own
 * difference, see `closestFrom`.
 */
export async function nearestTag(
  remote: HistoryRemote,
  head: string,
  search: TagSearch,
): Promise<Nearest & { readonly strategy: Strategy }> {
  const { tagged, asDescribed = false } = search
  if (tagged.has(head)) return { commit: head, distance: 0, strategy: 'exact' }
  let depths: readonly (number | undefined)[] = tagged.size === 0 ? [undefined] : DEPTHS
  let likely = search.likely
  for (;;) {
    const [depth, ...deeper] = depths
    const graph = await remote.graph(head, depth)
    const { commits, shallow } = graph
    const steps = stepsFrom(commits, head)
    const inside = [...steps.keys()].filter((id) => tagged.has(id))
    // A boundary above the depth is not ours: the remote itself is shallow.
    if ([...shallow].some((id) => (steps.get(id) ?? 0) + 1 < (depth ?? 0))) throw shallowRemote()
    if (shallow.size === 0) {
      const isChosen = asDescribed && inside.length > 0
      const chosen = isChosen ? [await remote.described(head, inside)] : inside
      return { ...closestIn(commits, head, new Set(chosen)), strategy: 'complete' }
    }
    const first = inside[0] ?? (await guess(remote, graph, head, tagged, likely))
    likely = undefined
    depths = deeper
    if (first === undefined) continue
    const between = async (from: string) =>
      provedBetween(commits, head, from, shallow) ?? remote.between(from, head)
    const time = commits.get(first)?.time ?? (await remote.time(first))
    const closest = await closestFrom({ head, tagged, commits, shallow, between }, first, time)
    if (closest && (!asDescribed || isDescribed(closest, tagged))) {
      return { commit: closest.commit, distance: closest.distance, strategy: 'deepened' }
    }
    depths = [undefined]
  }
}

/** The most commits that trying the likely tag may cost. */
const GUESS = 1000

/**
 * Returns a tagged ancestor beyond the fetched graph: the likely tag, or one found on the way to it. This saves fetching
 * the steps in between with all their branches. The times of the commits give an estimate of the cost.
 */
async function guess(
  remote: HistoryRemote,
  { commits }: Graph,
  head: string,
  tagged: ReadonlySet<string>,
  likely: string | undefined,
): Promise<string | undefined> {
  if (likely === undefined || !tagged.has(likely)) return undefined
  const times = [...commits.values()].map(({ time }) => time)
  const now = commits.get(head)?.time ?? 0
  const pace = commits.size / (now - Math.min(...times))
  const expected = (now - (await remote.time(likely))) * pace
  if (!(expected < GUESS)) return undefined
  const since = byId((await remote.between(likely, head)) ?? [])
  const isBehind = [...since.values()].some(({ parents }) => parents.includes(likely))
  return isBehind ? likely : [...stepsFrom(since, head).keys()].find((id) => tagged.has(id))
}

/**
 * Returns whether git describe certainly finds the same tag. It goes by the commits' times, considers at most ten tags, and compares
 * them before it has counted everything: with tags among the commits since the nearest one, or merges and a commit that is not later
 * than its parent, it may choose another one.
 */
function isDescribed({ commit: tag, time, since }: Closest, tagged: ReadonlySet<string>): boolean {
  const commits = [...since.values()]
  if (commits.some(({ id }) => tagged.has(id))) return false
  if (commits.every(({ parents }) => parents.length < 2)) return true
  const timeOf = (id: string): number =>
    id === tag ? time : (since.get(id)?.time ?? Number.NEGATIVE_INFINITY)
  return commits.every((one) => one.parents.every((parent) => one.time > timeOf(parent)))
}
