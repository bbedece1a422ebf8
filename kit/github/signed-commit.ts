// A commit that GitHub makes and signs, with a tree that was computed here.

import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import type { Clock } from '../time/clock.ts'
import type { GitDataApi, GitHubCommit, TreeEntry, UnsignedCommit } from './api.ts'

/** The repository in which the tree was computed, and which gets the commit. */
export type TreeSource = {
  treeOf(commit: string): Promise<string>
  /** What a second tree has otherwise than the first. */
  differences(from: string, to: string): Promise<readonly TreeEntry[]>
  blob(id: string): Promise<Buffer>
  /** Writes a commit object from its two parts. Returns its id, which is the given one if the parts are right. */
  signedCommit(commit: Signed & { readonly id: string }): Promise<string>
}

type Signed = NonNullable<GitHubCommit['signed']>

/** How many entries one request stores. GitHub gives up on requests that take longer than 10 seconds. */
const MAX_ENTRIES = 500
/** GitHub may verify a signature later than it makes it. */
const MAX_LOOKS = 5
const PAUSE = 1000
const LATER = new Set(['gpgverify_unavailable', 'gpgverify_error'])

/**
 * Has GitHub make a commit with a tree and parents that it has, or made before, and writes the same commit here: it is on no branch yet.
 * Returns its id. Throws a UserError (`not-verified`) if the tree, the parents or the signature are not as wanted, or a GitHubError.
 */
export async function signedCommit(
  api: GitDataApi,
  source: TreeSource,
  wanted: UnsignedCommit,
  { sleep, signal }: Pick<Clock, 'sleep'> & { readonly signal: AbortSignal },
): Promise<string> {
  await storeTree(api, source, wanted)
  let commit = await api.createCommit(wanted)
  const isAsWanted = commit.tree === wanted.tree && commit.parents.join() === wanted.parents.join()
  if (!isAsWanted) throw notVerified('GitHub made a commit with another tree or other parents')
  for (let look = 1; look < MAX_LOOKS && LATER.has(commit.verification); look += 1) {
    await sleep(PAUSE * look, signal)
    commit = await api.commit(commit.id)
  }
  const id = await source.signedCommit({ id: commit.id, ...signedPartsOf(commit) })
  if (id !== commit.id)
    throw notVerified(`the commit ${quote(commit.id)} is ${id} with its signature`)
  return id
}

/** Stores what the tree has otherwise than that of the first parent. */
async function storeTree(
  api: GitDataApi,
  source: TreeSource,
  { tree, parents }: UnsignedCommit,
): Promise<void> {
  const [base, ...others] = await Promise.all(parents.map((parent) => source.treeOf(parent)))
  if (base === undefined || base === tree) return
  const entries = await source.differences(base, tree)
  for (const id of await newBlobs(source, entries, others, tree)) {
    const stored = await api.createBlob(await source.blob(id))
    if (stored !== id) throw notVerified(`GitHub stored the file ${id} as ${quote(stored)}`)
  }
  let stored = base
  for (let first = 0; first < entries.length; first += MAX_ENTRIES)
    stored = await api.createTree(stored, entries.slice(first, first + MAX_ENTRIES))
  if (stored !== tree)
    throw notVerified(
      `the tree that GitHub made of the files is ${quote(stored)} instead of ${tree}`,
    )
}

/** Returns the blobs that no parent has at that path. GitHub may have them nevertheless; to store one again does no harm. */
async function newBlobs(
  source: TreeSource,
  entries: readonly TreeEntry[],
  others: readonly string[],
  tree: string,
): Promise<Set<string>> {
  const elsewhere = await Promise.all(others.map((other) => source.differences(other, tree)))
  const paths = elsewhere.map((list) => new Set(list.map(({ path }) => path)))
  const isNew = ({ path, mode, id }: TreeEntry): boolean =>
    id !== '' && mode !== '160000' && paths.every((set) => set.has(path))
  return new Set(entries.filter(isNew).map(({ id }) => id))
}

function signedPartsOf({ isVerified, verification, signed }: GitHubCommit): Signed {
  if (isVerified && signed) return signed
  const hint =
    verification === 'unsigned'
      ? '; it signs commits for a workflow\u2019s token and for the token of an app, not for a personal access token'
      : ''
  throw notVerified(
    `GitHub made the commit, but does not call it verified (${quote(verification)})${hint}`,
  )
}

const notVerified = (problem: string): UserError =>
  new UserError('not-verified', `${problem}. Nothing was pushed.`)
