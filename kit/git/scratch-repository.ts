// Fetches into bare scratch repositories: parts of a history without files, and the difference of two commits.

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { parseTagObjects, TAG_OBJECTS, type TagObject } from '../versions/tags.ts'
import { byId, type Commit, commitsOf } from './commits.ts'
import { type Git, shallowCommits } from './git.ts'

/** A bare repository whose remote `origin` is configured. */
export type ScratchRepository = { readonly git: Git; readonly path: string }

/** Commits, latest first, and which of them have parents that were not fetched. */
export type Graph = {
  readonly commits: ReadonlyMap<string, Commit>
  readonly shallow: ReadonlySet<string>
}

const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--filter=tree:0']

/** Fetches the commits at most `depth` steps behind one; all of them if depth is undefined. */
export async function graphOf(
  { git, path }: ScratchRepository,
  commit: string,
  depth: number | undefined,
): Promise<Graph> {
  const isShallow = existsSync(join(path, 'shallow'))
  const reach = depth === undefined ? (isShallow ? ['--unshallow'] : []) : [`--depth=${depth}`]
  await git.ask([...FETCH, ...reach, 'origin', commit])
  // Without a ref the next fetch would not announce these commits, and get them again.
  await git.ask(['update-ref', 'refs/heads/head', commit])
  const shallow = await shallowCommits(git, path)
  if (depth === undefined && shallow.size > 0) throw shallowRemote()
  return { commits: byId(await commitsOf(git, [commit])), shallow }
}

/** Returns the error for a remote that lacks part of its own history. */
export const shallowRemote = (): UserError =>
  new UserError('not-proved', 'The remote is itself a shallow clone; use another remote')

export type RootRepository = ScratchRepository & {
  readonly time: number
  readonly parents: readonly string[]
}

/** Fetches one commit alone into a repository. */
export async function rootOf(
  { git, path }: ScratchRepository,
  commit: string,
): Promise<RootRepository> {
  await git.ask(['config', 'remote.origin.promisor', 'true'])
  await git.ask(['config', 'remote.origin.partialclonefilter', 'tree:0'])
  await git.ask([...FETCH, '--depth=1', 'origin', commit])
  const [root] = await commitsOf(git, [], { ids: [commit], messages: false })
  // The original object: git itself hides the parents of a shallow commit.
  const written = await git.ask(['cat-file', 'commit', commit])
  const [head = ''] = written.split('\n\n', 1)
  const parents = [...head.matchAll(/^parent (\S+)$/gm)].map(([, id = '']) => id)
  return { git, path, time: root?.time ?? 0, parents }
}

/**
 * Returns the commits reachable from `to` but not from `from`. A graft makes `from` a root, in a repository whose remote is a
 * promisor: the fetch then announces only that commit, and the server sends exactly the difference. A graft and not a shallow entry,
 * because to a shallow client the server also sends the history behind the boundary.
 */
export async function differenceOf(
  { git, path, parents }: RootRepository,
  from: string,
  to: string,
): Promise<Commit[] | undefined> {
  rmSync(join(path, 'shallow'), { force: true })
  mkdirSync(join(path, 'info'), { recursive: true })
  writeFileSync(join(path, 'info', 'grafts'), `${from}\n`)
  await git.ask(['update-ref', 'refs/heads/from', from])
  const fetch = [...FETCH, 'origin', to]
  const { code, stderr } = await git.run(fetch)
  // `to` is an ancestor of `from`, so the server sends nothing.
  if (/did not send all necessary objects|bad object/.test(stderr)) return []
  if (/unresolved delta/.test(stderr)) return undefined
  if (code !== 0) throw git.failed(fetch, stderr)
  // Listed, not walked: a walk would look for the parents behind the graft.
  const format = '--batch-check=%(objecttype) %(objectname)'
  const objects = await git.ask(['cat-file', '--batch-all-objects', format])
  const ids = [...objects.matchAll(/^commit (\S+)$/gm)].map(([, id = '']) => id)
  if (existsSync(join(path, 'shallow'))) throw shallowRemote()
  // A server may send more than necessary.
  if (parents.some((parent) => ids.includes(parent))) return undefined
  return (await commitsOf(git, [], { ids })).filter(({ id }) => id !== from)
}

/** Returns which of some commits `git describe` finds for one. */
export async function describedIn(
  { git }: ScratchRepository,
  commit: string,
  among: readonly string[],
): Promise<string> {
  const refs = among.map((id) => `update refs/tags/${id} ${id}\n`).join('')
  await git.ask(['update-ref', '--stdin'], refs)
  return git.ask(['describe', '--tags', '--abbrev=0', commit])
}

/** Fetches and reads the objects of annotated tags. */
export async function tagObjectsOf(
  { git }: ScratchRepository,
  names: readonly string[],
): Promise<TagObject[]> {
  const refs = names.map((name) => `refs/tags/${name}`)
  await git.ask([...FETCH, '--depth=1', 'origin', ...refs.map((ref) => `+${ref}:${ref}`)])
  return parseTagObjects(await git.ask(['for-each-ref', TAG_OBJECTS, ...refs]))
}
