// A remote asked and fetched from outside of the user's clone: bare side repositories in a temporary folder, with a login that
// travels in the environment alone.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { byId, type Commit, commitsOf } from './commits.ts'
import { UserError } from './errors.ts'
import { cutCommits, type Env, type Git, sideGit } from './git.ts'
import {
  parseTagObjects,
  parseTags,
  TAG_OBJECTS,
  type Tag,
  type TagObject,
} from './versions/tags.ts'

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

/** Commits, the latest first, and those of them whose parents were cut off. */
export type Graph = {
  readonly commits: ReadonlyMap<string, Commit>
  readonly cut: ReadonlySet<string>
}

/** git's settings, by their keys. */
export type Settings = readonly (readonly [key: string, value: string])[]

/** git's settings for one call, in the environment: a login never stands in a list of arguments. */
function configured(env: Env, settings: Settings): Env {
  const first = Number(env['GIT_CONFIG_COUNT'] ?? 0)
  const added = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ])
  return { ...env, ...Object.fromEntries(added), GIT_CONFIG_COUNT: String(first + settings.length) }
}

/** A remote by its address. `folder` is a temporary one of the caller's, `settings` may hold its login. */
export function remoteAt(url: string, folder: string, env: Env, settings: Settings): Remote {
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
  const repository = async (): Promise<Side> => {
    repositories += 1
    const path = join(folder, `side-${repositories}`)
    mkdirSync(path)
    const git = sideGit(path, all)
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

type Side = { readonly git: Git; readonly path: string }

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

const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--filter=tree:0']

async function graphOf(
  { git, path }: Side,
  commit: string,
  depth: number | undefined,
): Promise<Graph> {
  const isCut = existsSync(join(path, 'shallow'))
  const reach = depth === undefined ? (isCut ? ['--unshallow'] : []) : [`--depth=${depth}`]
  await git.ask([...FETCH, ...reach, 'origin', commit])
  // Without a ref the next fetch would not know what is here, and get it all again.
  await git.ask(['update-ref', 'refs/heads/head', commit])
  const cut = await cutCommits(git, path)
  if (depth === undefined && cut.size > 0) throw shallowRemote()
  return { commits: byId(await commitsOf(git, [commit])), cut }
}

/** The error of a remote that can't know its own history. */
export const shallowRemote = (): UserError =>
  new UserError('not-proved', 'The remote is itself a clone whose history is cut; take another one')

type Root = Side & { readonly time: number; readonly parents: readonly string[] }

/** A repository that has one commit, alone. */
async function rootOf({ git, path }: Side, commit: string): Promise<Root> {
  await git.ask(['config', 'remote.origin.promisor', 'true'])
  await git.ask(['config', 'remote.origin.partialclonefilter', 'tree:0'])
  await git.ask([...FETCH, '--depth=1', 'origin', commit])
  const [root] = await commitsOf(git, [], { ids: [commit], messages: false })
  // As it was made: for git its parents are cut off.
  const written = await git.ask(['cat-file', 'commit', commit])
  const [head = ''] = written.split('\n\n', 1)
  const parents = [...head.matchAll(/^parent (\S+)$/gm)].map(([, id = '']) => id)
  return { git, path, time: root?.time ?? 0, parents }
}

/**
 * Makes the one commit a root by a graft, in a repository whose remote is a promisor: the fetch then announces it as all that
 * is here, and the server sends exactly what the other one has beside it. A graft and not a shallow entry, because a shallow
 * client is sent the history behind the cut as well.
 */
async function differenceOf(
  { git, path, parents }: Root,
  from: string,
  to: string,
): Promise<Commit[] | undefined> {
  rmSync(join(path, 'shallow'), { force: true })
  mkdirSync(join(path, 'info'), { recursive: true })
  writeFileSync(join(path, 'info', 'grafts'), `${from}\n`)
  await git.ask(['update-ref', 'refs/heads/from', from])
  const fetch = [...FETCH, 'origin', to]
  const { code, stderr } = await git.run(fetch)
  // The one is behind the other, so that nothing at all is sent.
  if (/did not send all necessary objects|bad object/.test(stderr)) return []
  if (/unresolved delta/.test(stderr)) return undefined
  if (code !== 0) throw git.failed(fetch, stderr)
  // Not by walking: that would look for the parents that are behind the graft.
  const format = '--batch-check=%(objecttype) %(objectname)'
  const objects = await git.ask(['cat-file', '--batch-all-objects', format])
  const ids = [...objects.matchAll(/^commit (\S+)$/gm)].map(([, id = '']) => id)
  if (existsSync(join(path, 'shallow'))) throw shallowRemote()
  // A server may send more than it must.
  if (parents.some((parent) => ids.includes(parent))) return undefined
  return (await commitsOf(git, [], { ids })).filter(({ id }) => id !== from)
}

async function describedIn(
  { git }: Side,
  commit: string,
  among: readonly string[],
): Promise<string> {
  const refs = among.map((id) => `update refs/tags/${id} ${id}\n`).join('')
  await git.ask(['update-ref', '--stdin'], refs)
  return git.ask(['describe', '--tags', '--abbrev=0', commit])
}

async function tagObjectsOf({ git }: Side, names: readonly string[]): Promise<TagObject[]> {
  const refs = names.map((name) => `refs/tags/${name}`)
  await git.ask([...FETCH, '--depth=1', 'origin', ...refs.map((ref) => `+${ref}:${ref}`)])
  return parseTagObjects(await git.ask(['for-each-ref', TAG_OBJECTS, ...refs]))
}
