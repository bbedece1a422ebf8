// A remote, queried from bare scratch repositories in a temporary folder instead of the user's clone. Credentials are passed in the
// environment only.

import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseTags, type Tag, type TagObject } from '../versions/tags.ts'
import type { Commit } from './commits.ts'
import { type Env, scratchGit } from './git.ts'
import {
  describedIn,
  differenceOf,
  type Graph,
  graphOf,
  rootsOf,
  type ScratchRepository,
  tagObjectsOf,
} from './scratch-repository.ts'

export type Remote = {
  /** All tags of the remote, in one request. */
  tags(): Promise<readonly Tag[]>
  /** The commits of refs, by full name, in one request: of all branches and tags, or of those named; a `*` stands for anything. An annotated tag's is the tagged commit. */
  refs(names?: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Fetches the commits at most `depth` steps behind one, without trees and files; all of them if depth is undefined. */
  graph(commit: string, depth: number | undefined): Promise<Graph>
  /** Returns the time of a commit, in seconds. */
  time(commit: string): Promise<number>
  /**
   * Returns the commits reachable from `to` but not from `from`: the server's own answer, not a count in a shallow graph.
   * Undefined if the server does not support filters, and leaves out files that it thinks are already here.
   */
  between(from: string, to: string): Promise<readonly Commit[] | undefined>
  /** Returns the commits reachable from one but not from any of some others, in the same way. */
  beyond(commit: string, others: readonly string[]): Promise<readonly Commit[] | undefined>
  /** Returns which of some commits `git describe` finds for one; its whole history must have been fetched. */
  described(commit: string, among: readonly string[]): Promise<string>
  /** Fetches the objects of annotated tags. */
  tagObjects(names: readonly string[]): Promise<TagObject[]>
  /** Returns the size of all packs received so far, in bytes. */
  fetched(): number
}

/** Entries of a git configuration. */
export type GitSettings = readonly (readonly [key: string, value: string])[]

/** Adds settings to the environment of a call: credentials must not appear in its arguments. */
function configured(env: Env, settings: GitSettings): Env {
  const first = Number(env['GIT_CONFIG_COUNT'] ?? 0)
  const added = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ])
  return { ...env, ...Object.fromEntries(added), GIT_CONFIG_COUNT: String(first + settings.length) }
}

/** Returns the remote at an address. `folder` is a temporary folder of the caller; `settings` may contain credentials. */
export function remoteAt(url: string, folder: string, env: Env, settings: GitSettings): Remote {
  const all = configured({ ...env, GIT_NO_LAZY_FETCH: '1' }, [
    ...settings,
    // Not an argument: an address may contain a password.
    ['remote.origin.url', url],
    // Packs are kept as received, so that their size can be measured.
    ['fetch.unpackLimit', '1'],
    ['gc.auto', '0'],
    ['protocol.version', '2'],
    // Local commits must be announced, or everything is sent.
    ['fetch.negotiationAlgorithm', 'consecutive'],
    // Gives up on a server that sends nothing for a minute.
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', '60'],
  ])
  let repositories = 0
  const repository = async (): Promise<ScratchRepository> => {
    repositories += 1
    const path = join(folder, `scratch-${repositories}`)
    mkdirSync(path)
    const git = scratchGit(path, all)
    await git.ask(['init', '--quiet', '--bare', '--template='])
    return { git, path }
  }
  const once = memory()
  const graphs = (commit: string) => once(`graph ${commit}`, () => repository())
  const roots = (commit: string) =>
    once(`root ${commit}`, async () => rootsOf(await repository(), [commit]))
  return {
    tags: () =>
      once('tags', async () => {
        const { git } = await repository()
        return parseTags(await git.ask(['ls-remote', '--tags', 'origin']))
      }),
    refs: async (names) => {
      // A tag's commit has a line of its own, which a name alone would not match.
      const wanted = names?.flatMap((name) => [name, `${name}^{}`]) ?? []
      const kinds = names ? [] : ['--heads', '--tags']
      const { git } = await repository()
      return parseRefs(await git.ask(['ls-remote', ...kinds, 'origin', ...wanted]), names)
    },
    graph: async (commit, depth) => graphOf(await graphs(commit), commit, depth),
    time: async (commit) => (await roots(commit)).roots.get(commit)?.time ?? 0,
    between: (from, to) =>
      once(`between ${from} ${to}`, async () => differenceOf(await roots(from), to)),
    beyond: async (commit, others) =>
      differenceOf(await rootsOf(await repository(), others), commit),
    described: async (commit, among) => describedIn(await graphs(commit), commit, among),
    tagObjects: async (names) => tagObjectsOf(await repository(), names),
    fetched: () => packBytes(folder),
  }
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
