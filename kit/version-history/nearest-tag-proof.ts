// From one tagged ancestor of a commit to the nearest one. I/O only through `between`.

import { byId, type Commit } from '../git/commits.ts'
import { type Commits, stepsFrom, without } from './commit-graph.ts'

export type Nearest = {
  /** The commit of the nearest tag; empty if no ancestor has a tag. */
  readonly commit: string
  /** Commits since the tag; all commits if there is none. */
  readonly distance: number
}

/** A tagged commit, and the commits since then. */
export type Closest = Nearest & { readonly time: number; readonly since: Commits }

/** The known part of a commit's history. */
export type HistoryView = {
  readonly head: string
  readonly tagged: ReadonlySet<string>
  /** The known commits; `shallow` are those whose parents are unknown. */
  readonly commits: Commits
  readonly shallow: ReadonlySet<string>
  /** Returns the commits since a tag's commit; undefined if that can't be determined. */
  between(from: string): Promise<readonly Commit[] | undefined>
  /**
   * Returns whether certainly none of a tag's commit and its nearest ancestors, `count` commits together, is behind some others. Absent if
   * `between` costs no more.
   */
  areApart?(others: readonly string[], tag: string, count: number): Promise<boolean>
}

/** The maximum number of queries; beyond that, fetching the whole history costs less. */
const MAX_QUERIES = 6

/**
 * Returns the nearest tag. Only tags among the commits since `first` can be nearer: any other is an ancestor of `first`, and so
 * further away. Each of these is checked in turn; if none is nearer, the nearest is proved. Of two equally near, the later wins, as in
 * git describe. Undefined if that takes too many queries, or one of them has no answer.
 */
export async function closestFrom(
  view: HistoryView,
  first: string,
  time: number,
): Promise<Closest | undefined> {
  const sinceFirst = await view.between(first)
  if (!sinceFirst) return undefined
  const root = closest(first, time, byId(sinceFirst))
  const queried = [root]
  const seen = new Set([first])
  let best = root
  let compared = 0
  const open = [...root.since.keys()].filter((id) => view.tagged.has(id))
  if (open.length > 1 && (await areFurther(view, root, open))) return root
  for (;;) {
    const next = [...stepsFrom(best.since, view.head).keys()].find(
      (id) => view.tagged.has(id) && !seen.has(id),
    )
    if (next === undefined) return best
    seen.add(next)
    const at = best.since.get(next)?.time ?? 0
    const counted = queried.flatMap((one) => countedFrom(one, next) ?? [])[0]
    if (!counted && isFurther(view, best, next, at)) continue
    if (!counted && compared < MAX_QUERIES) {
      compared += 1
      if (await areFurther(view, best, [next])) continue
    }
    const since = counted ?? (queried.length < MAX_QUERIES ? await view.between(next) : undefined)
    if (!since) return undefined
    const other = closest(next, at, counted ?? byId(since as readonly Commit[]))
    if (!counted) queried.push(other)
    if (isNearer(other, best)) best = other
  }
}

const closest = (commit: string, time: number, since: Commits): Closest => ({
  commit,
  time,
  since,
  distance: since.size,
})

/** A descendant of a tag has all its ancestors, so the commits since the descendant are a subset of those since the tag. */
function countedFrom({ commit, since }: Closest, id: string): Commits | undefined {
  if (!since.has(id)) return undefined
  const ancestors = stepsFrom(since, id)
  const follows = [...ancestors.keys()].some((one) => since.get(one)?.parents.includes(commit))
  return follows ? without(since, ancestors) : undefined
}

/**
 * Returns whether a tag among the commits since the best one can't be nearer. At least these commits are not its ancestors: those
 * since the best tag that it does not descend from, the best tag itself, and the unbranched line of commits before that, up to where its branch starts.
 */
function isFurther(
  { commits, shallow }: HistoryView,
  best: Closest,
  id: string,
  time: number,
): boolean {
  const ancestors = stepsFrom(best.since, id)
  const forkPoints = new Set(
    [...ancestors.keys()].flatMap((one) => best.since.get(one)?.parents ?? []),
  )
  let least = best.since.size - ancestors.size + 1
  for (let at = best.commit; !shallow.has(at); least += 1) {
    const { parents } = commits.get(at) ?? { parents: [] }
    const [parent] = parents
    if (parent === undefined || parents.length > 1 || forkPoints.has(parent)) break
    at = parent
  }
  return least > best.distance || (least === best.distance && time <= best.time)
}

/**
 * Returns whether tags among the commits since the best one certainly can't be nearer, by the server's word: each has at least as many
 * commits of the best tag's history that are not its ancestors as it has ancestors since then.
 */
async function areFurther(
  { areApart }: HistoryView,
  best: Closest,
  ids: readonly string[],
): Promise<boolean> {
  const most = Math.max(...ids.map((id) => stepsFrom(best.since, id).size))
  return (await areApart?.(ids, best.commit, most + 1)) ?? false
}

function isNearer(one: Closest, other: Closest): boolean {
  const difference = one.distance - other.distance
  return difference < 0 || (difference === 0 && one.time > other.time)
}

/** Returns the nearest of some tagged commits in a complete history, by counting. */
export function closestIn(commits: Commits, head: string, tagged: ReadonlySet<string>): Nearest {
  const ancestors = [...stepsFrom(commits, head)]
  let best: Nearest & { readonly time: number } = {
    commit: '',
    distance: ancestors.length,
    time: 0,
  }
  for (const [commit, steps] of ancestors) {
    // The distance is at least the number of steps.
    if (steps > best.distance) break
    if (!tagged.has(commit)) continue
    const distance = ancestors.length - stepsFrom(commits, commit).size
    const time = commits.get(commit)?.time ?? 0
    if (distance < best.distance || (distance === best.distance && time > best.time)) {
      best = { commit, distance, time }
    }
  }
  return { commit: best.commit, distance: best.distance }
}
