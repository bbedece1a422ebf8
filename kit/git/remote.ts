// A remote asked and fetched from outside of the user's clone: bare side repositories in a temporary folder, with a login that
// travels in the environment alone.
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
  rootOf,
  type ScratchRepository,
  tagObjectsOf,
} from './scratch-repository.ts'

export type Remote = {
  /** All tags of the remote, in one request. */
  tags(): Promise<readonly Tag[]>
  /** The commits at most so many steps behind one, without trees and files; all of them without a depth. */
  graph(commit: string, depth: number | undefined): Promise<Graph>
  /** When a commit was made, in seconds. */
  time(commit: string): Promise<number>
  /**
   * The commits that one has behind it and another has not: the server's own answer, not a count in a cut graph. Undefined
   * where it can't be had: the server does not know filters, and leaves out what it thinks is here of files.
   */
  between(from: string, to: string): Promise<readonly Commit[] | undefined>
  /** Which of some commits `git describe` finds first behind one; its whole history must have been fetched. */
  described(commit: string, among: readonly string[]): Promise<string>
  /** The objects of some annotated tags. */
  tagObjects(names: readonly string[]): Promise<TagObject[]>
  /** The bytes of all packs that were received so far. */
  fetched(): number
}

/** git's settings, by their keys. */
export type GitSettings = readonly (readonly [key: string, value: string])[]

/** git's settings for one call, in the environment: a login never stands in a list of arguments. */
function configured(env: Env, settings: GitSettings): Env {
  const first = Number(env['GIT_CONFIG_COUNT'] ?? 0)
  const added = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ])
  return { ...env, ...Object.fromEntries(added), GIT_CONFIG_COUNT: String(first + settings.length) }
}

/** A remote by its address. `folder` is a temporary one of the caller's, `settings` may hold its login. */
export function remoteAt(url: string, folder: string, env: Env, settings: GitSettings): Remote {
  const all = configured({ ...env, GIT_NO_LAZY_FETCH: '1' }, [
    ...settings,
    // Not in a list of arguments: an address may hold a password.
    ['remote.origin.url', url],
    // Packs are kept as they came, so that they can be weighed.
    ['fetch.unpackLimit', '1'],
    ['gc.auto', '0'],
    ['protocol.version', '2'],
    // What is here must be announced, or all is sent.
    ['fetch.negotiationAlgorithm', 'consecutive'],
    // A server that says nothing for a minute is gone.
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', '60'],
  ])
  let repositories = 0
  const repository = async (): Promise<ScratchRepository> => {
    repositories += 1
    const path = join(folder, `side-${repositories}`)
    mkdirSync(path)
    const git = scratchGit(path, all)
    await git.ask(['init', '--quiet', '--bare', '--template='])
    return { git, path }
  }
  const once = memory()
  const graphs = (commit: string) => once(`graph ${commit}`, () => repository())
  const roots = (commit: string) =>
    once(`root ${commit}`, async () => rootOf(await repository(), commit))
  return {
    tags: () =>
      once('tags', async () => {
        const { git } = await repository()
        return parseTags(await git.ask(['ls-remote', '--tags', 'origin']))
      }),
    graph: async (commit, depth) => graphOf(await graphs(commit), commit, depth),
    time: async (commit) => (await roots(commit)).time,
    between: (from, to) =>
      once(`between ${from} ${to}`, async () => differenceOf(await roots(from), from, to)),
    described: async (commit, among) => describedIn(await graphs(commit), commit, among),
    tagObjects: async (names) => tagObjectsOf(await repository(), names),
    fetched: () => packBytes(folder),
  }
}

/** Remembers what was asked; what failed is asked again. */
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
