// Fetches into a bare side repository: parts of a history without files, and what one commit has beside another.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { parseTagObjects, TAG_OBJECTS, type TagObject } from '../versions/tags.ts'
import { byId, type Commit, commitsOf } from './commits.ts'
import { type Git, shallowCommits } from './git.ts'

/** A bare repository of ours, whose remote `origin` is configured. */
export type ScratchRepository = { readonly git: Git; readonly path: string }

/** Commits, the latest first, and those of them whose parents were cut off. */
export type Graph = {
  readonly commits: ReadonlyMap<string, Commit>
  readonly cut: ReadonlySet<string>
}

const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--filter=tree:0']

/** The commits at most so many steps behind one; all of them without a depth. */
export async function graphOf(
  { git, path }: ScratchRepository,
  commit: string,
  depth: number | undefined,
): Promise<Graph> {
  const isCut = existsSync(join(path, 'shallow'))
  const reach = depth === undefined ? (isCut ? ['--unshallow'] : []) : [`--depth=${depth}`]
  await git.ask([...FETCH, ...reach, 'origin', commit])
  // Without a ref the next fetch would not know what is here, and get it all again.
  await git.ask(['update-ref', 'refs/heads/head', commit])
  const cut = await shallowCommits(git, path)
  if (depth === undefined && cut.size > 0) throw shallowRemote()
  return { commits: byId(await commitsOf(git, [commit])), cut }
}

/** The error of a remote that can't know its own history. */
export const shallowRemote = (): UserError =>
  new UserError('not-proved', 'The remote is itself a shallow clone; use another remote')

export type RootRepository = ScratchRepository & {
  readonly time: number
  readonly parents: readonly string[]
}

/** A repository that has one commit, alone. */
export async function rootOf(
  { git, path }: ScratchRepository,
  commit: string,
): Promise<RootRepository> {
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

/** Which of some commits `git describe` finds first behind one. */
export async function describedIn(
  { git }: ScratchRepository,
  commit: string,
  among: readonly string[],
): Promise<string> {
  const refs = among.map((id) => `update refs/tags/${id} ${id}\n`).join('')
  await git.ask(['update-ref', '--stdin'], refs)
  return git.ask(['describe', '--tags', '--abbrev=0', commit])
}

/** The objects of some annotated tags. */
export async function tagObjectsOf(
  { git }: ScratchRepository,
  names: readonly string[],
): Promise<TagObject[]> {
  const refs = names.map((name) => `refs/tags/${name}`)
  await git.ask([...FETCH, '--depth=1', 'origin', ...refs.map((ref) => `+${ref}:${ref}`)])
  return parseTagObjects(await git.ask(['for-each-ref', TAG_OBJECTS, ...refs]))
}
