// The nearest tag of a commit whose history is not here: found in a graph that grows, proved by the server's own difference.
import type { Graph, Remote } from '../../../kit/remote.ts'
import type { Tag } from '../../../kit/versions/tags.ts'

export type Nearest = {
  /** The commit of the nearest tag; empty when no tag is behind the commit. */
  readonly commit: string
  /** Commits since the tag, or all when there is none. */
  readonly distance: number
  /** How much of the history it took. */
  readonly strategy: 'exact' | 'deepened' | 'complete'
}

/** How far back is looked, in steps; the last is everything. */
const DEPTHS = [50, 200, 1000, undefined] as const

/**
 * Finds the nearest of some tags. A graph that is cut shows every tag within so many steps, and no count in it is a proof: a
 * merge that is cut on one side counts too much or too little. So each candidate is counted by the server, and the nearest is
 * proved once no tag outside of the graph can be as near: it is more steps away, and a distance is never below its steps.
 */
export async function nearestTag(
  remote: Pick<Remote, 'graph' | 'distance'>,
  head: string,
  tags: readonly Tag[],
): Promise<Nearest> {
  const commits = new Set(tags.map(({ commit }) => commit))
  if (commits.has(head)) return { commit: head, distance: 0, strategy: 'exact' }
  const counted = new Map<string, number>()
  for (const depth of DEPTHS) {
    const graph = await remote.graph(head, commits.size === 0 ? undefined : depth)
    if (graph.complete) return nearestIn(graph, head, commits)
    const best = await nearestCandidate(remote, graph, head, commits, counted)
    if (best && depth !== undefined && best.distance <= depth)
      return { ...best, strategy: 'deepened' }
  }
  throw new Error('a fetch without a depth gave a history that is cut')
}

type Candidate = { readonly commit: string; readonly distance: number }

async function nearestCandidate(
  remote: Pick<Remote, 'distance'>,
  graph: Graph,
  head: string,
  commits: ReadonlySet<string>,
  counted: Map<string, number>,
): Promise<Candidate | undefined> {
  let best: Candidate | undefined
  for (const [commit, steps] of stepsFrom(graph, head)) {
    if (best && best.distance <= steps) break
    if (!commits.has(commit)) continue
    const distance = counted.get(commit) ?? (await remote.distance(commit, head))
    counted.set(commit, distance)
    if (!best || distance < best.distance) best = { commit, distance }
  }
  return best
}

/** In the whole history everything can be counted here. */
function nearestIn(graph: Graph, head: string, commits: ReadonlySet<string>): Nearest {
  let best: Candidate | undefined
  for (const [commit, steps] of stepsFrom(graph, head)) {
    if (best && best.distance <= steps) break
    if (!commits.has(commit)) continue
    const distance = graph.parents.size - stepsFrom(graph, commit).size
    if (!best || distance < best.distance) best = { commit, distance }
  }
  return { ...(best ?? { commit: '', distance: graph.parents.size }), strategy: 'complete' }
}

/** The commits behind one, nearest first, with the fewest steps to each. */
function stepsFrom({ parents }: Graph, from: string): Map<string, number> {
  const steps = new Map([[from, 0]])
  for (const [commit, distance] of steps) {
    for (const parent of parents.get(commit) ?? []) {
      if (!steps.has(parent)) steps.set(parent, distance + 1)
    }
  }
  return steps
}
