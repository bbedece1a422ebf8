// What the server sends to a repository that announces some commits: proofs of distance and ancestry, without the history.

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { byId, type Commit, commitsOf } from './commits.ts'
import type { Range } from './path-history.ts'
import {
  FETCH,
  type Filter,
  runFetch,
  type ScratchRepository,
  shallowRemote,
} from './scratch-repository.ts'

/** A repository that has some commits of the remote, without their parents. */
export type RootRepository = ScratchRepository & { readonly roots: ReadonlyMap<string, Commit> }

/** Fetches commits without their parents into a repository. */
export async function rootsOf(
  { git, path }: ScratchRepository,
  commits: readonly string[],
  filter: Filter = 'tree:0',
): Promise<RootRepository> {
  await git.ask(['config', 'remote.origin.promisor', 'true'])
  await git.ask(['config', 'remote.origin.partialclonefilter', filter])
  const args = ['--depth=1', 'origin', ...commits]
  const { code, stderr } = await runFetch(git, args, filter)
  if (code !== 0) throw git.failed(FETCH, stderr)
  // git hides the parents of shallow commits.
  rmSync(join(path, 'shallow'), { force: true })
  const roots = byId(await commitsOf(git, [], { ids: commits, messages: false }))
  return { git, path, roots }
}

/**
 * Makes the roots the only commits that a fetch announces, in a repository whose remote is a promisor: the server then sends nothing that
 * is reachable from them. Grafts and not shallow entries, because to a shallow client the server also sends the history behind the
 * boundary.
 */
async function announce({ git, path, roots }: RootRepository): Promise<void> {
  const ids = [...roots.keys()]
  mkdirSync(join(path, 'info'), { recursive: true })
  writeFileSync(join(path, 'info', 'grafts'), ids.map((id) => `${id}\n`).join(''))
  const refs = ids.map((id) => `update refs/heads/${id} ${id}\n`).join('')
  await git.ask(['update-ref', '--stdin'], refs)
}

/**
 * Returns the ids of all commits that were sent in addition to the roots, and whether trees were sent, because the server does not support
 * filters. They are listed, not looked up: that would fetch missing ones.
 */
async function sentTo({
  git,
  roots,
}: RootRepository): Promise<{ readonly commits: Set<string>; readonly hasTrees: boolean }> {
  const format = '--batch-check=%(objecttype) %(objectname)'
  const objects = await git.ask(['cat-file', '--batch-all-objects', format])
  const ids = [...objects.matchAll(/^commit (\S+)$/gm)].map(([, id = '']) => id)
  return {
    commits: new Set(ids.filter((id) => !roots.has(id))),
    hasTrees: /^tree /m.test(objects),
  }
}

/** git's words when something was not sent that it asked for, or that belongs to it. */
const NOT_SENT = /did not send all necessary objects|bad object/

/**
 * Returns the commits reachable from some tips but not from the roots: exactly what the server sends. Undefined if it does not support
 * filters, and leaves out files that it thinks are already here. Asked only once of each repository.
 */
export async function differenceOf(
  repository: RootRepository,
  tips: readonly string[],
): Promise<Commit[] | undefined> {
  const { git, path, roots } = repository
  const to = tips.filter((id) => !roots.has(id))
  if (to.length === 0) return []
  await announce(repository)
  const { code, stderr } = await runFetch(git, ['origin', ...to])
  if (/unresolved delta/.test(stderr)) return undefined
  const isCut = code !== 0 && NOT_SENT.test(stderr)
  if (code !== 0 && !isCut) throw git.failed(FETCH, stderr)
  if (existsSync(join(path, 'shallow'))) throw shallowRemote()
  const { commits: sent, hasTrees } = await sentTo(repository)
  // They are ancestors of the roots, and git complains that they were not sent.
  const ancestors = to.filter((id) => !sent.has(id))
  if (ancestors.length === to.length) return []
  if (isCut && (ancestors.length === 0 || hasTrees)) return undefined
  // A server may send more than necessary.
  const hasMore = [...roots.values()].some(({ parents }) => parents.some((id) => sent.has(id)))
  return hasMore ? undefined : commitsOf(git, [], { ids: [...sent] })
}

/**
 * Returns those of some commits that the server does not send, each alone, because they are reachable from the roots. That may not be all:
 * a commit that is an ancestor only of another of them is sent. But if any is reachable, at least one is returned. Undefined as for
 * `differenceOf`. Asked only once of each repository.
 */
export async function unsentOf(
  repository: RootRepository,
  commits: readonly string[],
): Promise<string[] | undefined> {
  const { git } = repository
  await announce(repository)
  const { code, stderr } = await runFetch(git, ['--depth=1', 'origin', ...commits])
  if (/unresolved delta/.test(stderr)) return undefined
  if (code !== 0 && !NOT_SENT.test(stderr)) throw git.failed(FETCH, stderr)
  const { commits: sent } = await sentTo(repository)
  return commits.filter((id) => !sent.has(id))
}

/**
 * Fetches a range of commits with their trees, but without files. The parents that the range starts from are fetched too. Returns whether
 * that worked: a server that does not support filters may leave out what it thinks is here.
 */
export async function fetchRange(
  scratch: ScratchRepository,
  { from, to, ids }: Range,
  parents: readonly string[],
): Promise<boolean> {
  const range = new Set(ids)
  const outside = new Set([from, ...parents].filter((id) => id !== '' && !range.has(id)))
  if (outside.size > 0) await announce(await rootsOf(scratch, [...outside], 'blob:none'))
  const { code, stderr } = await runFetch(scratch.git, ['origin', to], 'blob:none')
  if (code !== 0) {
    if (NOT_SENT.test(stderr) || /unresolved delta/.test(stderr)) return false
    throw scratch.git.failed(FETCH, stderr)
  }
  if (outside.size === 0) return true
  // What is behind `from` must not be in the range.
  outside.delete(from)
  const grafts = [[from, ...outside], ...[...outside].map((id) => [id])]
  const lines = grafts.map((line) => `${line.join(' ')}\n`).join('')
  writeFileSync(join(scratch.path, 'info', 'grafts'), lines)
  return true
}
