// The nearest tag of a commit, and how far it is: proved, whatever is here of the history.
import { byId, type Commit } from '../../../kit/commits.ts'
import type { Graph, Remote } from '../../../kit/remote.ts'

export type Nearest = {
  /** The commit of the nearest tag; empty when no tag is behind the commit. */
  readonly commit: string
  /** Commits since the tag, or all when there is none. */
  readonly distance: number
}

/** How much of the history it took. */
export type Strategy = 'exact' | 'deepened' | 'complete'

/** The commits that one has behind it and a tag's commit has not; undefined where nothing tells them. */
type Between = (from: string) => Promise<readonly Commit[] | undefined>

/** How far back a tag is looked for, in steps; the last is everything. What is here already is not fetched again. */
const DEPTHS = [16, 32, 64, 128, 256, 512, 1024, undefined] as const

/** The tags that are looked for. */
export type Sought = {
  readonly tagged: ReadonlySet<string>
  /** The one of the highest version, which mostly is the nearest; absent where there is none. */
  readonly likely?: string | undefined
  /** git describe's choice is wanted, where it is another one. */
  readonly asDescribed?: boolean
}

type Source = Pick<Remote, 'graph' | 'time' | 'between' | 'described'>

/**
 * Finds the nearest of some tagged commits from a remote. A graph that is cut shows which tags are behind the commit, and a
 * count in it is mostly no proof: a merge that is cut on one side counts too much or too little. What proves it then is the
 * server's own difference, see `nearestFrom`.
 */
export async function nearestTag(
  remote: Source,
  head: string,
  sought: Sought,
): Promise<Nearest & { readonly strategy: Strategy }> {
  const { tagged, asDescribed = false } = sought
  if (tagged.has(head)) return { commit: head, distance: 0, strategy: 'exact' }
  let depths: readonly (number | undefined)[] = tagged.size === 0 ? [undefined] : DEPTHS
  let likely = sought.likely
  while (depths.length > 0) {
    const [depth, ...deeper] = depths
    const graph = await remote.graph(head, depth)
    const inside = [...stepsFrom(graph.commits, head).keys()].filter((id) => tagged.has(id))
    if (graph.cut.size === 0) {
      const isChosen = asDescribed && inside.length > 0
      const chosen = isChosen ? [await remote.described(head, inside)] : inside
      return { ...nearestIn(graph.commits, head, new Set(chosen)), strategy: 'complete' }
    }
    const between: Between = async (from) =>
      provedBetween(graph.commits, head, from, graph.cut) ?? remote.between(from, head)
    const first = inside[0] ?? (await guess(remote, graph, head, tagged, likely))
    likely = undefined
    depths = deeper
    if (first !== undefined) {
      const time = graph.commits.get(first)?.time ?? (await remote.time(first))
      const found = await nearestFrom(first, time, head, tagged, between)
      if (found && (!asDescribed || isOrdered(found))) {
        return { commit: found.commit, distance: found.distance, strategy: 'deepened' }
      }
      depths = [undefined]
    }
  }
  throw new Error('a fetch without a depth gave a history that is cut')
}

/** The most commits that a guess may cost. */
const GUESS = 1000

/**
 * A tag behind the commit that is further away than the graph goes: the likely one, or one that turns up beside it. It saves
 * the steps in between, and all the branches that they would bring. By the times of the commits it is estimated what it costs.
 */
async function guess(
  remote: Source,
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
 * From one tagged commit behind another to the nearest. What the other has beside a tag is all there is that can be nearer: any
 * tag elsewhere is behind that tag, and so further away. So the tags in that difference are looked at in turn, and when none of
 * them is nearer the nearest is proved. Of two as near the later one counts, as in git describe. Undefined where a difference
 * that it takes is not told.
 */
export async function nearestFrom(
  first: string,
  time: number,
  head: string,
  tagged: ReadonlySet<string>,
  between: Between,
): Promise<(Candidate & Nearest) | undefined> {
  const beside = await between(first)
  if (!beside) return undefined
  let best: Candidate = { commit: first, time, beside: byId(beside) }
  const seen = new Set([first])
  for (;;) {
    const next = [...stepsFrom(best.beside, head).keys()].find(
      (id) => tagged.has(id) && !seen.has(id),
    )
    if (next === undefined) return { ...best, distance: best.beside.size }
    seen.add(next)
    const other = await candidate(next, best, between)
    if (other === undefined) return undefined
    if (isNearer(other, best)) best = other
  }
}

type Commits = ReadonlyMap<string, Commit>
/** A tagged commit, with what the head has beside it. */
type Candidate = { readonly commit: string; readonly time: number; readonly beside: Commits }

/**
 * Whether git describe finds the same: it goes by the commits' times, and where a merge has a commit that is not later than its
 * parent it can count, and choose, wrongly.
 */
function isOrdered({ beside, ...tag }: Candidate): boolean {
  const commits = [...beside.values()]
  if (commits.every(({ parents }) => parents.length < 2)) return true
  const timeOf = (id: string): number =>
    id === tag.commit ? tag.time : (beside.get(id)?.time ?? Number.NEGATIVE_INFINITY)
  return commits.every(({ time, parents }) => parents.every((parent) => time > timeOf(parent)))
}

/** A tag in the difference of the best one; the best one again where it is further away for sure. */
async function candidate(
  id: string,
  best: Candidate,
  between: Between,
): Promise<Candidate | undefined> {
  const behind = stepsFrom(best.beside, id)
  const time = best.beside.get(id)?.time ?? 0
  const rest = new Map([...best.beside].filter(([one]) => !behind.has(one)))
  const follows = [...behind.keys()].some((one) =>
    best.beside.get(one)?.parents.includes(best.commit),
  )
  // All that is behind the best tag is behind one that follows it, too.
  if (follows) return { commit: id, time, beside: rest }
  // Otherwise the best tag itself is beside it, at the least.
  if (rest.size + 1 > best.beside.size) return best
  const beside = await between(id)
  return beside && { commit: id, time, beside: byId(beside) }
}

function isNearer(one: Candidate, other: Candidate): boolean {
  const difference = one.beside.size - other.beside.size
  return difference < 0 || (difference === 0 && one.time > other.time)
}

/**
 * What one commit has beside another, where some commits prove it: none of that is cut off, and all of it follows the other
 * one, so that nothing of it can be behind the other by a way that was cut. Undefined where they don't. `cut` names commits
 * whose parents are not told.
 */
export function provedBetween(
  commits: Commits,
  head: string,
  from: string,
  cut: ReadonlySet<string>,
): Commit[] | undefined {
  const behind = stepsFrom(commits, from)
  const beside = [...stepsFrom(commits, head).keys()].flatMap((id) =>
    behind.has(id) ? [] : (commits.get(id) ?? []),
  )
  const isWhole = beside.every(
    ({ id, parents }) => !cut.has(id) && parents.every((parent) => commits.has(parent)),
  )
  const following = new Set([from])
  // A child may come before or after its parent in this order, so once is not enough.
  for (let size = 0; size !== following.size; ) {
    size = following.size
    for (const { id, parents } of beside) {
      if (parents.some((parent) => following.has(parent))) following.add(id)
    }
  }
  return isWhole && following.size === beside.length + 1 ? beside : undefined
}

/** The nearest of some tagged commits in the whole history, where everything can be counted. */
export function nearestIn(commits: Commits, head: string, tagged: ReadonlySet<string>): Nearest {
  const behind = [...stepsFrom(commits, head)]
  let best: Nearest & { readonly time: number } = { commit: '', distance: behind.length, time: 0 }
  for (const [commit, steps] of behind) {
    // A tag is at least as many commits away as it is steps.
    if (steps > best.distance) break
    if (!tagged.has(commit)) continue
    const distance = behind.length - stepsFrom(commits, commit).size
    const time = commits.get(commit)?.time ?? 0
    if (distance < best.distance || (distance === best.distance && time > best.time)) {
      best = { commit, distance, time }
    }
  }
  return { commit: best.commit, distance: best.distance }
}

/** Those of some commits that are behind one, nearest first, with the fewest steps to each. */
export function stepsFrom(commits: Commits, from: string): Map<string, number> {
  const steps = new Map([[from, 0]])
  for (const [id, distance] of steps) {
    for (const parent of commits.get(id)?.parents ?? []) {
      if (commits.has(parent) && !steps.has(parent)) steps.set(parent, distance + 1)
    }
  }
  return steps
}
