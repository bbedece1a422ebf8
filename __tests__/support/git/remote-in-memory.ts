// A history in memory, and a remote of it that counts the commits it sends.

import type { Commit } from '../../../kit/git/commits.ts'
import type { Graph } from '../../../kit/git/scratch-repository.ts'

export type TestHistory = { readonly commits: ReadonlyMap<string, Commit>; readonly head: string }

/** Returns a commit and its ancestors. */
export function ancestorsOf({ commits }: TestHistory, id: string): Set<string> {
  const found = new Set([id])
  for (const one of found) for (const parent of commits.get(one)?.parents ?? []) found.add(parent)
  return found
}

/** Returns the commits reachable from the head but not from another commit. */
export function commitsSince(history: TestHistory, from: string): Commit[] {
  const other = ancestorsOf(history, from)
  return [...ancestorsOf(history, history.head)].flatMap((id) =>
    other.has(id) ? [] : (history.commits.get(id) ?? []),
  )
}

/** Returns what a fetch of a depth gives: the commits at the boundary have no parents. */
export function shallowGraph({ commits, head }: TestHistory, depth: number | undefined): Graph {
  const found = new Map<string, Commit>()
  const shallow = new Set<string>()
  let layer = [head]
  for (let step = 1; layer.length > 0; step += 1) {
    const next: string[] = []
    for (const id of layer) {
      const commit = commits.get(id)
      if (!commit || found.has(id)) continue
      const isShallow = step === depth && commit.parents.length > 0
      if (isShallow) shallow.add(id)
      found.set(id, isShallow ? { ...commit, parents: [] } : commit)
      if (!isShallow) next.push(...commit.parents)
    }
    layer = next
  }
  return { commits: found, shallow }
}

/** A remote that counts the commits it sends. */
export function remoteOf(history: TestHistory) {
  let sent = 0
  const answers = new Map<string, Commit[]>()
  return {
    sent: () => sent,
    graph: async (head: string, depth: number | undefined) => {
      const graph = shallowGraph({ ...history, head }, depth)
      sent += graph.commits.size
      return graph
    },
    alone: async (ids: readonly string[]) => {
      sent += ids.length
      return ids.flatMap((id) => history.commits.get(id) ?? [])
    },
    time: async (id: string) => history.commits.get(id)?.time ?? 0,
    between: async (from: string) => {
      const commits = answers.get(from) ?? commitsSince(history, from)
      // A remote remembers answers: nothing is sent twice.
      if (!answers.has(from)) sent += commits.length
      answers.set(from, commits)
      return commits
    },
    // Each commit alone: those behind another of them are sent, too.
    behind: async (tips: readonly string[], some: readonly string[]) => {
      const reached = (ids: readonly string[], cut: readonly string[]): Set<string> => {
        const found = new Set(ids)
        for (const id of found) {
          for (const parent of cut.includes(id) ? [] : (history.commits.get(id)?.parents ?? [])) {
            found.add(parent)
          }
        }
        return found
      }
      const behind = reached(tips, some)
      sent += tips.length + some.length
      return some.filter((id) => behind.has(id))
    },
    described: async (): Promise<string> => {
      throw new Error('not used here')
    },
  }
}
