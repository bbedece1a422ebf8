// The nearest tag of a commit and its distance, from a remote: proved, with as little of the history as possible.

import { byId } from '../git/commits.ts'
import type { Remote } from '../git/remote.ts'
import { type Graph, shallowRemote } from '../git/scratch-repository.ts'
import { type Commits, provedBetween, stepsFrom } from './commit-graph.ts'
import { type Closest, closestFrom, closestIn, type Nearest } from './nearest-tag-proof.ts'

/** How much of the history was fetched. */
export type Strategy = 'exact' | 'deepened' | 'complete'

/** The tags to look for. */
export type TagSearch = {
  readonly tagged: ReadonlySet<string>
  /** The tag of the highest version, usually the nearest; absent if there is none. */
  readonly likely?: string | undefined
  /** Chooses instead of the nearest tag. */
  readonly choice?: Choice | undefined
  /** The distance does not matter if there is no tag: then not all of the history is fetched. It is 0 then. */
  readonly onlyTags?: boolean
}

/** Chooses one of several tags behind a commit by another rule than the distance. */
export type Choice = {
  /** Returns one of some tagged ancestors, if the whole history was fetched. */
  among(remote: HistoryRemote, head: string, ancestors: readonly string[]): Promise<string>
  /** Returns the choice by way of the nearest tag; undefined if that takes too much of the history. */
  from(
    remote: HistoryRemote,
    head: string,
    nearest: Closest,
    tagged: ReadonlySet<string>,
  ): Promise<Nearest | undefined>
}

export type HistoryRemote = Pick<
  Remote,
  'graph' | 'time' | 'alone' | 'between' | 'behind' | 'described'
>

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
  const { tagged, choice } = search
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
      const isChosen = choice && inside.length > 0
      const chosen = isChosen ? [await choice.among(remote, head, inside)] : inside
      return { ...closestIn(commits, head, new Set(chosen)), strategy: 'complete' }
    }
    if (search.onlyTags && inside.length === 0 && depth === DEPTHS[0]) {
      likely = await tagBehind(remote, head, search)
      if (likely === 'none') return { commit: '', distance: 0, strategy: 'deepened' }
    }
    const found = await closestKnown(remote, graph, head, { ...search, likely }, inside)
    if (found === 'unknown') {
      likely = undefined
      depths = deeper
      continue
    }
    const chosen = found && choice ? await choice.from(remote, head, found, tagged) : found
    if (chosen) {
      return { commit: chosen.commit, distance: chosen.distance, strategy: 'deepened' }
    }
    depths = [undefined]
  }
}

/** The most tags to ask about: with more, the history costs less. */
const MAX_ASKED = 500

/** Returns a tagged commit that is behind another, by the server's word: the likely one, or the only one. `none` if there is none; undefined if unknown. */
async function tagBehind(
  remote: HistoryRemote,
  head: string,
  { tagged, likely }: TagSearch,
): Promise<string | undefined> {
  const isLikely = likely !== undefined && tagged.has(likely)
  const first = isLikely ? await remote.behind([head], [likely]) : []
  if (first === undefined || first.length > 0) return first?.[0]
  if (tagged.size > MAX_ASKED) return undefined
  const behind = await remote.behind([head], [...tagged])
  if (behind?.length === 0) return 'none'
  return behind?.length === 1 ? behind[0] : undefined
}

/** Returns the nearest tag, starting from one in the fetched graph or the likely one; `unknown` if neither is there. Undefined as for `closestFrom`. */
async function closestKnown(
  remote: HistoryRemote,
  graph: Graph,
  head: string,
  { tagged, likely }: TagSearch,
  inside: readonly string[],
): Promise<Closest | undefined | 'unknown'> {
  const { commits, shallow } = graph
  const known = (id: string) => provedBetween(commits, head, id, shallow)
  const first =
    inside.find(known) ??
    (inside.length === 0
      ? await guess(remote, graph, head, tagged, likely)
      : await better(remote, graph, head, likely, inside))
  if (first === undefined) return 'unknown'
  const between = async (from: string) => known(from) ?? remote.between(from, head)
  const areApart = (others: readonly string[], tag: string, count: number) =>
    apart(remote, commits, others, tag, count)
  const time = commits.get(first)?.time ?? (await remote.time(first))
  return closestFrom({ head, tagged, commits, shallow, between, areApart }, first, time)
}

/** The most commits of a tag's history to compare: beyond that, fetching the whole difference costs less. */
const MAX_APART = 100

/** Returns whether certainly none of a tag's commit and its nearest ancestors is behind some others, see `HistoryView`. */
async function apart(
  remote: HistoryRemote,
  commits: Commits,
  others: readonly string[],
  tag: string,
  count: number,
): Promise<boolean> {
  if (count > MAX_APART) return false
  let before = [...stepsFrom(commits, tag).keys()]
  if (before.length < count) {
    const graph = await remote.graph(tag, count)
    before = [...stepsFrom(graph.commits, tag).keys()]
  }
  if (before.length < count) return false
  const behind = await remote.behind(others, before.slice(0, count))
  return behind !== undefined && behind.length === 0
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
  if (!(await isNear(remote, commits, head, likely))) return undefined
  const since = byId((await remote.between(likely, head)) ?? [])
  const isBehind = [...since.values()].some(({ parents }) => parents.includes(likely))
  return isBehind ? likely : [...stepsFrom(since, head).keys()].find((id) => tagged.has(id))
}

/** Returns whether a commit seems to be near, by the times of the commits. */
async function isNear(
  remote: HistoryRemote,
  commits: Commits,
  head: string,
  id: string,
): Promise<boolean> {
  const times = [...commits.values()].map(({ time }) => time)
  const now = commits.get(head)?.time ?? 0
  const pace = commits.size / (now - Math.min(...times))
  return (now - (await remote.time(id))) * pace < GUESS
}

/**
 * Returns the likely tag, if it is an ancestor, else the one with the fewest steps: that may be on a side branch that started long ago, with
 * many commits since then.
 */
async function better(
  remote: HistoryRemote,
  { commits }: Graph,
  head: string,
  likely: string | undefined,
  inside: readonly string[],
): Promise<string | undefined> {
  if (likely === undefined || inside.includes(likely)) return likely ?? inside[0]
  const isBetter =
    (await isNear(remote, commits, head, likely)) &&
    (await remote.behind([head], [likely]))?.length === 1
  return isBetter ? likely : inside[0]
}
