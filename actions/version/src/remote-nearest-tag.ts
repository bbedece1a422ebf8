// The nearest tag of a commit whose history is at a remote, and how far it is: proved, with as little of the history as that takes.
import { byId } from '../../../kit/git/commits.ts'
import type { Remote } from '../../../kit/git/remote.ts'
import { type Graph, shallowRemote } from '../../../kit/git/scratch-repository.ts'
import { provedBetween, stepsFrom } from './commit-graph.ts'
import { type Closest, closestFrom, closestIn, type Nearest } from './nearest-tag-proof.ts'

/** How much of the history it took. */
export type Strategy = 'exact' | 'deepened' | 'complete'

/** The tags that are looked for. */
export type TagSearch = {
  readonly tagged: ReadonlySet<string>
  /** The one of the highest version, which mostly is the nearest; absent where there is none. */
  readonly likely?: string | undefined
  /** git describe's choice is wanted, where it is another one. */
  readonly asDescribed?: boolean
}

type HistoryRemote = Pick<Remote, 'graph' | 'time' | 'between' | 'described'>

/** How far back a tag is looked for, in steps; the last is everything. What is here already is not fetched again. */
const DEPTHS = [16, 32, 64, 128, 256, 512, 1024, undefined] as const

/**
 * Finds the nearest of some tagged commits from a remote. A graph that is cut shows which tags are behind the commit, and a
 * count in it is mostly no proof: a merge that is cut on one side counts too much or too little. What proves it then is the
 * server's own difference, see `closestFrom`.
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
    const { commits, cut } = graph
    const steps = stepsFrom(commits, head)
    const inside = [...steps.keys()].filter((id) => tagged.has(id))
    // What is cut before the depth was cut by somebody else.
    if ([...cut].some((id) => (steps.get(id) ?? 0) + 1 < (depth ?? 0))) throw shallowRemote()
    if (cut.size === 0) {
      const isChosen = asDescribed && inside.length > 0
      const chosen = isChosen ? [await remote.described(head, inside)] : inside
      return { ...closestIn(commits, head, new Set(chosen)), strategy: 'complete' }
    }
    const first = inside[0] ?? (await guess(remote, graph, head, tagged, likely))
    likely = undefined
    depths = deeper
    if (first === undefined) continue
    const between = async (from: string) =>
      provedBetween(commits, head, from, cut) ?? remote.between(from, head)
    const time = commits.get(first)?.time ?? (await remote.time(first))
    const found = await closestFrom({ head, tagged, commits, cut, between }, first, time)
    if (found && (!asDescribed || isDescribed(found, tagged))) {
      return { commit: found.commit, distance: found.distance, strategy: 'deepened' }
    }
    depths = [undefined]
  }
}

/** The most commits that a guess may cost. */
const GUESS = 1000

/**
 * A tag behind the commit that is further away than the graph goes: the likely one, or one that turns up beside it. It saves
 * the steps in between, and all the branches that they would bring. By the times of the commits it is estimated what it costs.
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
  const beside = byId((await remote.between(likely, head)) ?? [])
  const isBehind = [...beside.values()].some(({ parents }) => parents.includes(likely))
  return isBehind ? likely : [...stepsFrom(beside, head).keys()].find((id) => tagged.has(id))
}

/**
 * Whether git describe finds the same for sure. It goes by the commits' times, looks at ten tags at most, and weighs them before
 * all is counted: so where there are tags beside the nearest, or merges with a commit that is not later than its parent, it may
 * choose another one.
 */
function isDescribed({ commit: tag, time, beside }: Closest, tagged: ReadonlySet<string>): boolean {
  const commits = [...beside.values()]
  if (commits.some(({ id }) => tagged.has(id))) return false
  if (commits.every(({ parents }) => parents.length < 2)) return true
  const timeOf = (id: string): number =>
    id === tag ? time : (beside.get(id)?.time ?? Number.NEGATIVE_INFINITY)
  return commits.every((one) => one.parents.every((parent) => one.time > timeOf(parent)))
}
