// The checkout over git.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { RemoteOptions } from '../../../../kit/git/checkout-remote.ts'
import { complaint, type Git, gitIn } from '../../../../kit/git/git.ts'
import type { Changes, Checkout, TrackedFile } from './checkout.ts'
import { compareTrees } from './compare-trees.ts'
import { findCheckout, noCheckout } from './find-checkout.ts'
import { localCommit, localTree, remoteTree } from './find-tree.ts'
import { LIST_INDEX, parseIndex } from './index-entries.ts'
import { follow, linkedPaths } from './linked-paths.ts'
import { readFile, readLink } from './read-file.ts'

/** `token` is used if the checkout has no login. */
export type GitCheckoutOptions = RemoteOptions

/** Returns the checkout that a folder is in: an absolute path that exists. Throws a UserError (`no-checkout`). */
export function gitCheckout(folder: string, options: GitCheckoutOptions): Checkout {
  const { top, prefix, folderName } = findCheckout(folder)
  const git = gitIn(top, options.env)
  const modes = new Map<string, string>()
  const tracked = {
    top,
    mode: (path: string) => modes.get(path),
    target: (link: string) => readLink(top, link),
  }
  return {
    prefix,
    folderName,
    async tracked() {
      const files = await trackedFiles(git, folder)
      for (const { path, mode } of files) modes.set(path, mode)
      return files
    },
    read(path) {
      const file = linkedPaths(path, tracked)?.at(-1)
      if (file !== undefined) return readFile(top, file)
      const isTracked = modes.has(path)
      return { problem: isTracked ? 'it does not end at a tracked file' : 'git does not track it' }
    },
    linkedPaths: (path) => linkedPaths(path, tracked)?.filter((one) => one !== path),
    follow: (path) => follow(path, tracked),
    changedSince: (ref) => changesSince(git, top, ref, options),
  }
}

async function trackedFiles(git: Git, folder: string): Promise<readonly TrackedFile[]> {
  const { code, stdout, stderr } = await git.run(LIST_INDEX)
  if (code !== 0) throw noCheckout(folder, `git answers ${complaint(stderr)}`)
  return parseIndex(stdout)
}

async function changesSince(
  git: Git,
  top: string,
  ref: string,
  options: RemoteOptions,
): Promise<Changes> {
  const head = await localCommit(git, 'HEAD')
  if (head === undefined) throw noCheckout(top, 'it has no commit')
  const treeOf = async (commit: string) =>
    (await localTree(git, commit)) ?? (await remoteTree(git, top, commit, options))
  const known = await localCommit(git, ref)
  const before =
    known === undefined ? await remoteTree(git, top, ref, options) : await treeOf(known)
  if (before === undefined) return { kind: 'unknown-commit' }
  const after = await treeOf(head)
  if (after === undefined) throw missingTree(head)
  const paths = compareTrees(before.entries, after.entries)
  return { kind: 'changed', commit: before.commit, paths }
}

const missingTree = (head: string): UserError =>
  new UserError(
    'remote-unreachable',
    `The clone lacks the files' names of its own commit ${head}, and its remote does not have it; check out without "filter: tree:0", or push the commit`,
  )
