// The tree of one commit of a remote, fetched alone: no parents, no files.

import { FETCH, runFetch, type ScratchRepository } from './scratch-repository.ts'
import { LIST_TREE, parseTree, type TreeEntry } from './tree-entries.ts'

export type RemoteTree = { readonly commit: string; readonly entries: readonly TreeEntry[] }

/** git's words for what a remote does not have, or does not give. */
const UNKNOWN = /not our ref|unadvertised object|couldn't find remote ref/

const FETCHED = 'refs/towpath/fetched'

/** Fetches a ref, by its full name, or a commit or tag, by its full id. Returns undefined if the remote does not have it, or if it is not a commit. */
export async function fetchTree(
  { git }: ScratchRepository,
  source: string,
): Promise<RemoteTree | undefined> {
  // A tree counts as complete without its files.
  await git.ask(['config', 'remote.origin.promisor', 'true'])
  await git.ask(['config', 'remote.origin.partialclonefilter', 'blob:none'])
  const wanted = ['--depth=1', 'origin', `${source}:${FETCHED}`]
  const { code, stderr } = await runFetch(git, wanted, 'blob:none')
  if (code !== 0 && UNKNOWN.test(stderr)) return undefined
  if (code !== 0) throw git.failed(FETCH, stderr)
  const commit = await git.run(['rev-parse', '--verify', '--quiet', `${FETCHED}^{commit}`])
  if (commit.code !== 0) return undefined
  const id = commit.stdout.trim()
  return { commit: id, entries: parseTree(await git.ask([...LIST_TREE, id])) }
}
