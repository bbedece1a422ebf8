// Finds the checkout that a folder is in, as git does, but without a process.

import { lstatSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'

export type CheckoutFolder = {
  /** The real path of the top folder. */
  readonly top: string
  /** The folder seen from there: '' or `games/engine/`. */
  readonly prefix: string
  readonly folderName: string
}

/** Returns the checkout. Throws a UserError (`no-checkout`) if there is none. */
export function findCheckout(folder: string): CheckoutFolder {
  const real = realpathSync(folder)
  for (let top = real; ; top = dirname(top)) {
    if (isTop(top)) {
      const inside = relative(top, real)
      return { top, prefix: inside === '' ? '' : `${inside}/`, folderName: basename(top) }
    }
    if (top === dirname(top)) throw noCheckout(folder, 'it is not in a git checkout')
  }
}

export function noCheckout(folder: string, why: string, cause?: unknown): UserError {
  const message = `${quote(folder)} can't be used: ${why}; run actions/checkout before this step, or correct "path"`
  return new UserError('no-checkout', message, { cause })
}

/** A worktree and a submodule have a file `.git`, others a folder. */
function isTop(folder: string): boolean {
  const git = join(folder, '.git')
  const stat = statSync(git, { throwIfNoEntry: false })
  if (!stat?.isDirectory()) return stat?.isFile() ?? false
  return lstatSync(join(git, 'HEAD'), { throwIfNoEntry: false }) !== undefined
}
