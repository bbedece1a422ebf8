// Fetches parts of a history, without files, into bare scratch repositories.

import { existsSync } from 'node:fs'
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

export const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head']

/** What the server leaves out: files, or trees as well. */
export type Filter = 'tree:0' | 'blob:none'

/** Fetches with a filter. A server that does not know filters ignores them; one that does may refuse this one. */
export async function runFetch(
  git: Git,
  args: readonly string[],
  filter: Filter = 'tree:0',
  settings: readonly string[] = [],
): Promise<ProgramResult> {
  const result = await git.run([...settings, ...FETCH, `--filter=${filter}`, ...args])
  const isRefused = result.code !== 0 && /filter '[^']*' not supported/.test(result.stderr)
  return isRefused ? git.run([...settings, ...FETCH, '--no-filter', ...args]) : result
}

/** Fetches in the same way. Throws a UserError (`git-failed`) if it fails. */
export async function fetch(git: Git, ...args: readonly string[]): Promise<void> {
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

/** Fetches a commit and all its ancestors, with files. */
export async function completeOf(
  repository: ScratchRepository,
  commit: string,
): Promise<ScratchRepository> {
  await repository.git.ask([...FETCH, '--no-filter', 'origin', commit])
  return repository
}

/** Returns the error for a remote that lacks part of its own history. */
export const shallowRemote = (): UserError =>
  new UserError('not-proved', 'The remote is itself a shallow clone; use another remote')

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
