// Finds the trees that are compared: in the clone, else on its remote.

import type { UserError } from '../../../../kit/action/user-error.ts'
import {
  addressOf,
  type CheckoutRemote,
  type RemoteOptions,
  remoteOfCheckout,
} from '../../../../kit/git/checkout-remote.ts'
import type { Git } from '../../../../kit/git/git.ts'
import type { RemoteTree } from '../../../../kit/git/remote-tree.ts'
import { LIST_TREE, parseTree } from '../../../../kit/git/tree-entries.ts'
import { remoteNames } from './commit-names.ts'

/** Returns the full id of what git resolves to a commit that the clone has. */
export async function localCommit(git: Git, ref: string): Promise<string | undefined> {
  // An option is not a ref, and no argument of a process contains a NUL.
  if (ref === '' || ref.startsWith('-') || ref.includes('\0')) return undefined
  const { code, stdout } = await git.run(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])
  return code === 0 ? stdout.trim() : undefined
}

/** Returns the tree of a commit that the clone has. A partial clone may have the commit alone: then undefined. */
export async function localTree(git: Git, commit: string): Promise<RemoteTree | undefined> {
  const { code, stdout } = await git.run([...LIST_TREE, commit])
  return code === 0 ? { commit, entries: parseTree(stdout) } : undefined
}

/**
 * Returns the tree of a commit of the remote, with the checkout's login; if that is refused, with the token. Undefined if the clone has no
 * remote, or if the remote does not have the commit. Throws a UserError (`remote-unreachable`).
 */
export async function remoteTree(
  git: Git,
  top: string,
  ref: string,
  options: RemoteOptions,
): Promise<RemoteTree | undefined> {
  const names = remoteNames(ref)
  const address = names.length === 0 ? undefined : await addressOf(git, top)
  if (address === undefined) return undefined
  const ask = async (token: string): Promise<RemoteTree | undefined> => {
    using remote = await remoteOfCheckout(git, address, { ...options, token })
    return await firstTree(remote, names)
  }
  try {
    return await ask('')
  } catch (error) {
    if (options.token === '' || !isRefused(error as UserError, address)) throw error
    return ask(options.token)
  }
}

async function firstTree(
  remote: CheckoutRemote,
  names: readonly string[],
): Promise<RemoteTree | undefined> {
  for (const name of names) {
    const tree = await remote.tree(name)
    if (tree) return tree
  }
  return undefined
}

/** Whether a server asked for a login, refused the one that it got, or hid the repository from it. */
const isRefused = ({ message }: UserError, address: string): boolean =>
  /^https?:/i.test(address) &&
  /could not read (?:Username|Password)|Authentication failed|returned error: 40[134]|not found/i.test(
    message,
  )
