// From one tagged commit that is behind another to the nearest one. Pure but for what it asks.
import { byId, type Commit } from '../../../kit/git/commits.ts'
import { type Commits, stepsFrom, without } from './commit-graph.ts'

export type Nearest = {
  /** The commit of the nearest tag; empty when no tag is behind the commit. */
  readonly commit: string
  /** Commits since the tag, or all when there is none. */
  readonly distance: number
}

/** A tagged commit, with what the head has beside it. */
export type Closest = Nearest & { readonly time: number; readonly beside: Commits }

/** What is known of a commit's history. */
export type HistoryView = {
  readonly head: string
  readonly tagged: ReadonlySet<string>
  /** Commits that are here, with those whose parents are not. */
  readonly commits: Commits
  readonly cut: ReadonlySet<string>
  /** What the head has beside a tag's commit; undefined where nothing tells it. */
  between(from: string): Promise<readonly Commit[] | undefined>
}

/** More is not asked: the whole history is had for less. */
const ASKED = 6

/**
 * What the head has beside one tag is all there is that can be nearer: any tag elsewhere is behind that tag, and so further
 * away. So the tags in that difference are looked at in turn, and when none of them is nearer the nearest is proved. Of two as
 * near the later one counts, as in git describe. Undefined where it would have to ask too much, or is not told.
 */
export async function closestFrom(
  view: HistoryView,
  first: string,
  time: number,
): Promise<Closest | undefined> {
  const told = await view.between(first)
  if (!told) return undefined
  const root = closest(first, time, byId(told))
  const asked = [root]
  const seen = new Set([first])
  let best = root
  for (;;) {
    const next = [...stepsFrom(best.beside, view.head).keys()].find(
      (id) => view.tagged.has(id) && !seen.has(id),
    )
    if (next === undefined) return best
    seen.add(next)
    const at = best.beside.get(next)?.time ?? 0
    const counted = asked.flatMap((one) => countedFrom(one, next) ?? [])[0]
    if (!counted && isFurther(view, best, next, at)) continue
    const beside = counted ?? (asked.length < ASKED ? await view.between(next) : undefined)
    if (!beside) return undefined
    const other = closest(next, at, counted ?? byId(beside as readonly Commit[]))
    if (!counted) asked.push(other)
    if (isNearer(other, best)) best = other
  }
}

const closest = (commit: string, time: number, beside: Commits): Closest => ({
  commit,
  time,
  beside,
  distance: beside.size,
})

/** All that is behind one tag is behind another that follows it, too: so that one's difference is a part of this one's. */
function countedFrom({ commit, beside }: Closest, id: string): Commits | undefined {
  if (!beside.has(id)) return undefined
  const behind = stepsFrom(beside, id)
  const follows = [...behind.keys()].some((one) => beside.get(one)?.parents.includes(commit))
  return follows ? without(beside, behind) : undefined
}

/**
 * Whether a tag in the best one's difference can't be nearer: beside it are the commits of that difference that it does not
 * have, the best tag itself, and of those behind the best tag in a row all that its branch left out.
 */
function isFurther(
  { commits, cut }: HistoryView,
  best: Closest,
  id: string,
  time: number,
): boolean {
  const behind = stepsFrom(best.beside, id)
  const left = new Set([...behind.keys()].flatMap((one) => best.beside.get(one)?.parents ?? []))
  let least = best.beside.size - behind.size + 1
  for (let at = best.commit; !cut.has(at); least += 1) {
    const { parents } = commits.get(at) ?? { parents: [] }
    const [parent] = parents
    if (parent === undefined || parents.length > 1 || left.has(parent)) break
    at = parent
  }
  return least > best.distance || (least === best.distance && time <= best.time)
}

function isNearer(one: Closest, other: Closest): boolean {
  const difference = one.distance - other.distance
  return difference < 0 || (difference === 0 && one.time > other.time)
}

/** The nearest of some tagged commits in the whole history, where everything can be counted. */
export function closestIn(commits: Commits, head: string, tagged: ReadonlySet<string>): Nearest {
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
