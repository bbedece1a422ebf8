// A remote asked and fetched from outside of the user's clone: bare side repositories in a temporary folder, with a login that
// travels in the environment alone.
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Git, gitIn } from './git.ts'
import { parseRemoteTags, type Tag } from './versions/tags.ts'

export type Env = Readonly<Record<string, string | undefined>>

export type Remote = {
  /** All tags of the remote, in one request. */
  tags(): Promise<Tag[]>
  /** The commits at most so many steps behind one, without trees and files; all of them without a depth. */
  graph(commit: string, depth: number | undefined): Promise<Graph>
  /** How many commits one has that a tag's commit has not: the server's own answer, not a count in a cut graph. */
  distance(from: string, to: string): Promise<number>
  /** When some annotated tags were made, in seconds; in the order of the names. */
  taggerDates(names: readonly string[]): Promise<number[]>
  /** The bytes of all packs that were received so far. */
  fetched(): number
}

/** Commits with their parents, and where it was cut. */
export type Graph = {
  readonly parents: ReadonlyMap<string, readonly string[]>
  /** Nothing was cut: it is the whole history. */
  readonly complete: boolean
}

/** git's settings for one call, in the environment: a login never stands in a list of arguments. */
function configured(env: Env, settings: readonly (readonly [string, string])[]): Env {
  const first = Number(env['GIT_CONFIG_COUNT'] ?? 0)
  const added = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ])
  return { ...env, ...Object.fromEntries(added), GIT_CONFIG_COUNT: String(first + settings.length) }
}

/** A remote by its address. `folder` is a temporary one of the caller's, `settings` may hold its login. */
export function remoteAt(
  url: string,
  folder: string,
  env: Env,
  settings: readonly (readonly [string, string])[],
): Remote {
  const all = configured({ ...env, GIT_NO_LAZY_FETCH: '1' }, [
    ...settings,
    // Not in a list of arguments: an address may hold a password.
    ['remote.origin.url', url],
    // Packs are kept as they came, so that they can be counted and weighed.
    ['fetch.unpackLimit', '1'],
    ['gc.auto', '0'],
    ['protocol.version', '2'],
  ])
  let repositories = 0
  let bytes = 0
  const side = async <T>(use: (git: Git, path: string) => Promise<T>): Promise<T> => {
    repositories += 1
    const path = join(folder, `side-${repositories}`)
    mkdirSync(path)
    try {
      const git = gitIn(path, all)
      await git.ask(['init', '--quiet', '--bare'])
      return await use(git, path)
    } finally {
      bytes += packBytes(path)
      rmSync(path, { recursive: true, force: true })
    }
  }
  return {
    tags: () =>
      side(async (git) => parseRemoteTags(await git.ask(['ls-remote', '--tags', 'origin']))),
    graph: (commit, depth) => side((git, path) => graphOf(git, path, commit, depth)),
    distance: (from, to) => side((git, path) => distanceOf(git, path, from, to)),
    taggerDates: (names) => side((git) => taggerDatesOf(git, names)),
    fetched: () => bytes,
  }
}

function packBytes(path: string): number {
  const packs = join(path, 'objects', 'pack')
  return readdirSync(packs, { withFileTypes: true })
    .filter(({ name }) => name.endsWith('.pack'))
    .reduce((sum, { name }) => sum + statSync(join(packs, name)).size, 0)
}

const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--filter=tree:0']

async function graphOf(
  git: Git,
  path: string,
  commit: string,
  depth: number | undefined,
): Promise<Graph> {
  await git.ask([...FETCH, ...(depth === undefined ? [] : [`--depth=${depth}`]), 'origin', commit])
  const lines = (await git.ask(['rev-list', '--parents', commit])).split('\n')
  const parents = new Map(
    lines.map((line) => {
      const [id = '', ...others] = line.split(' ')
      return [id, others]
    }),
  )
  const shallow = statSync(join(path, 'shallow'), { throwIfNoEntry: false })
  return { parents, complete: shallow === undefined || shallow.size === 0 }
}

/**
 * Makes the tag's commit a root by a graft, in a repository whose remote is a promisor: the fetch then announces it as its only
 * commit, and the server sends exactly what the other one has beside it. A graft and not a shallow entry, because a shallow
 * client is sent the history behind the cut as well.
 */
async function distanceOf(git: Git, path: string, from: string, to: string): Promise<number> {
  await git.ask(['config', 'remote.origin.promisor', 'true'])
  await git.ask(['config', 'remote.origin.partialclonefilter', 'tree:0'])
  await git.ask([...FETCH, '--depth=1', 'origin', from])
  rmSync(join(path, 'shallow'), { force: true })
  mkdirSync(join(path, 'info'), { recursive: true })
  writeFileSync(join(path, 'info', 'grafts'), `${from}\n`)
  await git.ask(['update-ref', 'refs/heads/from', from])
  await git.ask([...FETCH, 'origin', to])
  const types = await git.ask(['cat-file', '--batch-all-objects', '--batch-check=%(objecttype)'])
  return types.split('\n').filter((type) => type === 'commit').length - 1
}

async function taggerDatesOf(git: Git, names: readonly string[]): Promise<number[]> {
  const refs = names.map((name) => `refs/tags/${name}`)
  await git.ask([...FETCH, '--depth=1', 'origin', ...refs.map((ref) => `+${ref}:${ref}`)])
  const format = '--format=%(refname) %(taggerdate:unix)'
  const lines = (await git.ask(['for-each-ref', format, ...refs])).split('\n')
  const dates = new Map(lines.map((line) => [line.split(' ')[0], Number(line.split(' ')[1])]))
  return refs.map((ref) => dates.get(ref) ?? 0)
}
