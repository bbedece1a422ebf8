// A remote, queried from bare scratch repositories in a temporary folder instead of the user's clone. Credentials are passed in the
// environment only.

import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseTags, type Tag, type TagObject } from '../versions/tags.ts'
import type { Commit } from './commits.ts'
import { divergenceIn } from './complete-history.ts'
import type { Divergence } from './divergence.ts'
import type { Env } from './git.ts'
import { LISTING, parseListing, type RemoteRef } from './listing.ts'
import { newWorkRepository } from './new-work-repository.ts'
import { commitsChanging, type Range } from './path-history.ts'
import { type GitSettings, remoteRepositories } from './remote-repositories.ts'
import { fetchTree, type RemoteTree } from './remote-tree.ts'
import { differenceOf, fetchRange, type RootRepository, rootsOf, unsentOf } from './roots.ts'
import { completeOf, describedIn, type Graph, graphOf, tagObjectsOf } from './scratch-repository.ts'
import type { WorkRepository } from './work-repository.ts'

export type Remote = {
  /** All tags of the remote, in one request. */
  tags(): Promise<readonly Tag[]>
  /** All branches and tags as they are now, by full name: read anew each time. */
  listing(): Promise<ReadonlyMap<string, RemoteRef>>
  /** The commits of refs, by full name, in one request: of all branches and tags, or of those named; a `*` stands for anything. An annotated tag's is the tagged commit. */
  refs(names?: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Fetches the commits at most `depth` steps behind one, without trees and files; all of them if depth is undefined. */
  graph(commit: string, depth: number | undefined): Promise<Graph>
  /** Returns the time of a commit, in seconds. */
  time(commit: string): Promise<number>
  /** Fetches commits alone; without messages. */
  alone(commits: readonly string[]): Promise<readonly Commit[]>
  /**
   * Returns the commits reachable from `to` but not from `from`: the server's own answer, not a count in a shallow graph.
   * Undefined if the server does not support filters, and leaves out files that it thinks are already here. Each may be several commits.
   */
  between(
    from: string | readonly string[],
    to: string | readonly string[],
  ): Promise<readonly Commit[] | undefined>
  /** Compares two sides of commits in their complete histories, which are fetched. */
  diverged(ours: readonly string[], theirs: readonly string[]): Promise<Divergence>
  /**
   * Returns which of some commits are one of some others or their ancestors: perhaps not all, but at least one if there are any. Undefined
   * if the server does not support filters.
   */
  behind(tips: readonly string[], commits: readonly string[]): Promise<string[] | undefined>
  /**
   * Returns the commits of a range that change a selected file. `parents` are all parents of the range's commits. Trees are fetched, but no
   * files.
   */
  changing(
    range: Range,
    parents: readonly string[],
    selects: (path: string) => boolean,
  ): Promise<ReadonlySet<string>>
  /** Returns which of some commits `git describe` finds for one; its whole history must have been fetched. */
  described(commit: string, among: readonly string[]): Promise<string>
  /** Fetches the objects of annotated tags. */
  tagObjects(names: readonly string[]): Promise<TagObject[]>
  /** Fetches the tree of a ref (full name), commit or tag (full id), without files. Undefined if the remote does not have it. */
  tree(source: string): Promise<RemoteTree | undefined>
  /** Returns a repository in which commits of the remote are merged, tagged and pushed; it is gone with the remote. */
  work(): Promise<WorkRepository>
  /** Returns the size of all packs received so far, in bytes. */
  fetched(): number
}

/** Returns the remote at an address. `folder` is a temporary folder of the caller; `settings` may contain credentials. */
export function remoteAt(url: string, folder: string, env: Env, settings: GitSettings): Remote {
  const repository = remoteRepositories(url, folder, env, settings)
  const once = memory()
  const graphs = (commit: string) => once(`graph ${commit}`, () => repository())
  const roots = (commits: readonly string[]) =>
    once(`roots ${commits}`, async () => rootsOf(await repository(), commits))
  // A repository can prove one difference only: after that it has commits that belong to it.
  const used = new Map<string, string>()
  const freshRoots = async (
    commits: readonly string[],
    to: readonly string[],
  ): Promise<RootRepository> => {
    const first = used.get(`${commits}`) ?? `${to}`
    used.set(`${commits}`, first)
    return first === `${to}` ? roots(commits) : rootsOf(await repository(), commits)
  }
  return {
    tags: () =>
      once('tags', async () => {
        const { git } = await repository()
        return parseTags(await git.ask(['ls-remote', '--tags', 'origin']))
      }),
    refs: (names) =>
      once(`refs ${names}`, async () => {
        // A tag's commit has a line of its own, which a name alone would not match.
        const wanted = names?.flatMap((name) => [name, `${name}^{}`]) ?? []
        const kinds = kindsOf(names ?? ['refs/heads/*', 'refs/tags/*'])
        const { git } = await repository()
        return parseRefs(await git.ask(['ls-remote', ...kinds, 'origin', ...wanted]), names)
      }),
    graph: (commit, depth) =>
      once(`graph ${commit} ${depth}`, async () => graphOf(await graphs(commit), commit, depth)),
    time: async (commit) => (await roots([commit])).roots.get(commit)?.time ?? 0,
    alone: async (commits) => [...(await rootsOf(await repository(), commits)).roots.values()],
    between: (from, to) =>
      once(`between ${from} ${to}`, async () => {
        const [known, tips] = [[from].flat(), [to].flat()]
        return differenceOf(await freshRoots(known, tips), tips)
      }),
    diverged: (ours, theirs) =>
      once(`diverged ${ours} ${theirs}`, async () =>
        divergenceIn(await repository(), ours, theirs),
      ),
    behind: (tips, commits) =>
      once(`behind ${tips} ${commits}`, async () =>
        unsentOf(await rootsOf(await repository(), tips), commits),
      ),
    changing: async (range, parents, selects) => {
      // A server may leave out a tree that is also somewhere before the range; git then fetches it alone.
      const filtered = await repository({ GIT_NO_LAZY_FETCH: '0' })
      const isHere = await fetchRange(filtered, range, parents)
      const { git } = isHere ? filtered : await completeOf(await repository(), range.to)
      return commitsChanging(git, range, selects)
    },
    described: async (commit, among) => describedIn(await graphs(commit), commit, among),
    tagObjects: async (names) => tagObjectsOf(await repository(), names),
    tree: async (source) => fetchTree(await repository(), source),
    listing: async () => parseListing(await (await repository()).git.ask(LISTING)),
    work: async () => newWorkRepository(await repository({ GIT_NO_LAZY_FETCH: '0' })),
    fetched: () => packBytes(folder),
  }
}

/** Returns options with which the server sends only branches or tags, if no other refs are wanted. */
function kindsOf(names: readonly string[]): string[] {
  const [heads, tags] = ['refs/heads/', 'refs/tags/'].map((prefix) =>
    names.filter((name) => name.startsWith(prefix)),
  )
  if ((heads?.length ?? 0) + (tags?.length ?? 0) < names.length) return []
  return [...(heads?.length ? ['--heads'] : []), ...(tags?.length ? ['--tags'] : [])]
}

/** Parses the output of `git ls-remote`. It also has names that only end like a wanted one. */
function parseRefs(output: string, names: readonly string[] | undefined): Map<string, string> {
  const lines = output.split('\n').map((line) => line.split('\t'))
  const refs = lines.map(([id = '', ref = '']) => [ref.replace(/\^\{\}$/, ''), id] as const)
  const isWanted = (ref: string): boolean =>
    names?.some((name) => name === ref || isLike(ref, name)) ?? true
  return new Map(refs.filter(([ref]) => ref !== '' && isWanted(ref)))
}

function isLike(ref: string, name: string): boolean {
  const [start = '', end] = name.split('*')
  return (
    end !== undefined &&
    ref.startsWith(start) &&
    ref.endsWith(end) &&
    ref.length >= start.length + end.length
  )
}

/** Remembers answers, but not failures. */
function memory(): <T>(key: string, ask: () => Promise<T>) => Promise<T> {
  const known = new Map<string, Promise<unknown>>()
  return <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const answer = (known.get(key) as Promise<T> | undefined) ?? ask()
    known.set(key, answer)
    answer.catch(() => known.delete(key))
    return answer
  }
}

function packBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.pack'))
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}
