// The walk of `git describe` (builtin/describe.c), in a history of which only a part is known. Pure.

import type { Commit } from '../../../kit/git/commits.ts'
import { type Commits, stepsFrom } from '../../../kit/version-history/commit-graph.ts'
import type { Closest } from '../../../kit/version-history/nearest-tag-proof.ts'

/** git's `--candidates`. */
const MAX_CANDIDATES = 10

/** A tagged commit that the walk has reached. */
type Candidate = {
  readonly id: string
  /** Marks its ancestors. */
  readonly bit: number
  /** Commits so far that are not its ancestors. */
  depth: number
}

type Known = {
  readonly commits: Commits
  /** The commits whose parents are unknown. */
  readonly shallow: ReadonlySet<string>
  readonly head: string
  readonly tagged: ReadonlySet<string>
}

/** The tagged commit that git describe chooses, and the distance that it counts; absent if it is the true one. */
export type Described = { readonly commit: string; readonly distance?: number }

/**
 * Returns what git describe finds; undefined if it reads more than is known. It reads commits by their times, takes the first ten tags,
 * and counts for each the commits that are not its ancestors. It has found its answer at the latest when all that is left to read are
 * ancestors of the best tag; if clocks were right, often earlier, see `leadOf`.
 */
export function describedBy(known: Known, nearest: Closest): Described | undefined {
  const { commits, shallow, head, tagged } = known
  const lead = leadOf(nearest, known)
  const within = new Map([[head, 0]])
  const queue = [commits.get(head)].filter((one) => one !== undefined)
  const candidates: Candidate[] = []
  for (let read = 0; ; read += 1) {
    const commit = queue.shift()
    const best = bestOf(candidates)
    if (!commit) return best && { commit: best.id, distance: best.depth }
    if (tagged.has(commit.id)) {
      // Later commits are read only to count those since the best.
      if (candidates.length === MAX_CANDIDATES) return best && { commit: best.id }
      const bit = 1 << candidates.length
      candidates.push({ id: commit.id, bit, depth: read })
      within.set(commit.id, (within.get(commit.id) ?? 0) | bit)
    }
    const marks = within.get(commit.id) ?? 0
    for (const one of candidates) if ((marks & one.bit) === 0) one.depth += 1
    if (lead.isSafe(commit.id, candidates, marks)) return { commit: nearest.commit }
    if (shallow.has(commit.id)) return undefined
    for (const id of commit.parents) {
      const parent = commits.get(id)
      if (!parent) return undefined
      if (!within.has(id)) insertByTime(queue, parent)
      within.set(id, (within.get(id) ?? 0) | marks)
    }
    const first = bestOf(candidates)
    if (first && queue.every(({ id }) => ((within.get(id) ?? 0) & first.bit) !== 0)) {
      return { commit: first.id, distance: first.depth }
    }
  }
}

/** Returns the candidate with the fewest commits; of several, the one found first. */
function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.toSorted((a, b) => a.depth - b.depth)[0]
}

/** Inserts a commit before those with an earlier time. */
function insertByTime(queue: Commit[], commit: Commit): void {
  const at = queue.findIndex(({ time }) => time < commit.time)
  queue.splice(at < 0 ? queue.length : at, 0, commit)
}

/**
 * Watches the lead of the nearest tag over the tags on side branches, the only ones that could be chosen instead: an ancestor of the
 * nearest tag is always behind it. Another tag can only catch up by its own ancestors on the side branch. Once it lags behind by as many
 * commits as there are left of these, the rest of the history does not matter.
 */
function leadOf(closest: Closest, { commits, tagged }: Known) {
  const { commit: nearest, since } = closest
  let isTrusted = areClocksRight(commits, closest)
  let others = 0
  const sides = [...since.keys()]
    .filter((id) => tagged.has(id))
    .map((id) => ({ id, left: new Set(stepsFrom(since, id).keys()) }))
  const isSafe = (id: string, candidates: readonly Candidate[], marks: number): boolean => {
    const found = candidates.find((one) => one.id === nearest)
    // git counts wrongly if it reads an ancestor of the tag before all commits that lead there.
    const isAncestor = found !== undefined && (marks & found.bit) !== 0
    if (isAncestor === since.has(id)) isTrusted = false
    if (isAncestor) others += 1
    for (const side of sides) side.left.delete(id)
    if (!found || !isTrusted) return false
    return sides.every((side) => {
      const index = candidates.findIndex((one) => one.id === side.id)
      const one = candidates[index]
      if (!one) return others >= side.left.size
      const lag = one.depth - found.depth - side.left.size
      return index < candidates.indexOf(found) ? lag > 0 : lag >= 0
    })
  }
  return { isSafe }
}

/**
 * Returns whether clocks seem to have been right: no commit is earlier than its parents, those before the tag are later than theirs, and the
 * side branches since the tag started before it.
 */
function areClocksRight(commits: Commits, { commit: tag, time, since }: Closest): boolean {
  return [...commits.values()].every((one) =>
    one.parents.every((id) => {
      const parent = commits.get(id)?.time
      if (parent === undefined) return true
      if (!since.has(one.id)) return one.time > parent
      return one.time >= parent && (since.has(id) || id === tag || parent < time)
    }),
  )
}

/** Returns whether every commit since a tag is later than its parents, as far as their times are known. */
export function isInOrder(since: Commits, tag: string, time: number): boolean {
  const timeOf = (id: string): number =>
    id === tag ? time : (since.get(id)?.time ?? Number.NEGATIVE_INFINITY)
  return [...since.values()].every((one) => one.parents.every((id) => one.time > timeOf(id)))
}
