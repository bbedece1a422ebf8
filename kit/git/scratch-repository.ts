// Fetches into bare scratch repositories: parts of a history without files, and the difference of two commits.

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../action/user-error.ts'
import type { ProgramResult } from '../process/run.ts'
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

const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head']

/** Fetches without trees and files. A server that does not know filters ignores them; one that does may refuse this one. */
async function runFetch(git: Git, args: readonly string[]): Promise<ProgramResult> {
  const result = await git.run([...FETCH, '--filter=tree:0', ...args])
  const isRefused = result.code !== 0 && /filter '[^']*' not supported/.test(result.stderr)
  return isRefused ? git.run([...FETCH, '--no-filter', ...args]) : result
}

/** Fetches in the same way. Throws a UserError (`git-failed`) if it fails. */
async function fetch(git: Git, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await runFetch(git, args)
  if (code !== 0) throw git.failed(FETCH, stderr)
}

/** Fetches the commits at most `depth` steps behind one; all of them if depth is undefined. */
export async function graphOf(
  { git, path }: ScratchRepository,
  commit: string,
  depth: number | undefined,
): Promise<Graph> {
  const isShallow = existsSync(join(path, 'shallow'))
  const reach = depth === undefined ? (isShallow ? ['--unshallow'] : []) : [`--depth=${depth}`]
  await fetch(git, ...reach, 'origin', commit)
  // Without a ref the next fetch would not announce these commits, and get them again.
  await git.ask(['update-ref', 'refs/heads/head', commit])
  const shallow = await shallowCommits(git, path)
  if (depth === undefined && shallow.size > 0) throw shallowRemote()
  return { commits: byId(await commitsOf(git, [commit])), shallow }
}

/** Returns the error for a remote that lacks part of its own history. */
export const shallowRemote = (): UserError =>
  new UserError('not-proved', 'The remote is itself a shallow clone; use another remote')

/** A repository that has some commits of the remote, without their parents. */
export type RootRepository = ScratchRepository & { readonly roots: ReadonlyMap<string, Commit> }

/** Fetches commits alone into a repository. */
export async function rootsOf(
  { git, path }: ScratchRepository,
  commits: readonly string[],
): Promise<RootRepository> {
  await git.ask(['config', 'remote.origin.promisor', 'true'])
  await git.ask(['config', 'remote.origin.partialclonefilter', 'tree:0'])
  await fetch(git, '--depth=1', 'origin', ...commits)
  // git hides the parents of shallow commits.
  rmSync(join(path, 'shallow'), { force: true })
  const roots = byId(await commitsOf(git, [], { ids: commits, messages: false }))
  return { git, path, roots }
}

/**
 * Returns the commits reachable from `to` but not from the roots. Grafts remove the parents of those, in a repository whose remote is a
 * promisor: the fetch then announces only the roots, and the server sends exactly the difference. Grafts and not shallow entries,
 * because to a shallow client the server also sends the history behind the boundary. Asked only once of each repository.
 */
export async function differenceOf(
  { git, path, roots }: RootRepository,
  to: string,
): Promise<Commit[] | undefined> {
  if (roots.has(to)) return []
  const ids = [...roots.keys()]
  mkdirSync(join(path, 'info'), { recursive: true })
  writeFileSync(join(path, 'info', 'grafts'), ids.map((id) => `${id}\n`).join(''))
  const refs = ids.map((id) => `update refs/heads/${id} ${id}\n`).join('')
  await git.ask(['update-ref', '--stdin'], refs)
  const { code, stderr } = await runFetch(git, ['origin', to])
  if (/did not send all necessary objects|bad object/.test(stderr)) {
    // Without `to`, the server sent nothing: it is an ancestor. With it, the server left out files that it thinks are here.
    const isHere = (await git.run(['cat-file', '-e', to])).code === 0
    return isHere ? undefined : []
  }
  if (/unresolved delta/.test(stderr)) return undefined
  if (code !== 0) throw git.failed(FETCH, stderr)
  if (existsSync(join(path, 'shallow'))) throw shallowRemote()
  return receivedIn(git, roots)
}

/** Returns the commits in a repository except its roots; undefined if there are more than the server had to send. */
async function receivedIn(git: Git, roots: RootRepository['roots']): Promise<Commit[] | undefined> {
  // Listed, not walked: a walk would look for the parents behind the grafts.
  const format = '--batch-check=%(objecttype) %(objectname)'
  const objects = await git.ask(['cat-file', '--batch-all-objects', format])
  const ids = [...objects.matchAll(/^commit (\S+)$/gm)]
    .map(([, id = '']) => id)
    .filter((id) => !roots.has(id))
  const before = new Set([...roots.values()].flatMap(({ parents }) => parents))
  if (ids.some((id) => before.has(id))) return undefined
  return ids.length === 0 ? [] : commitsOf(git, [], { ids })
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
  await fetch(git, '--depth=1', 'origin', ...refs.map((ref) => `+${ref}:${ref}`))
  return parseTagObjects(await git.ask(['for-each-ref', TAG_OBJECTS, ...refs]))
}
