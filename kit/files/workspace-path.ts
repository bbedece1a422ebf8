// Files of the job: below the workspace, or below the runner's temporary folder.

import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { plainError } from '../text/plain-error.ts'

/** The folders that a file may be in. A relative path starts at the first. */
export type Roots = readonly [string, ...string[]]

/**
 * Returns the real path of a file, which need not exist. Throws a UserError (`outside`) if it is not below a root, or if a symbolic
 * link on the way leads to nothing.
 */
export function realPathInside(roots: Roots, path: string): string {
  const real = realOf(resolve(roots[0], path))
  if (real === undefined)
    throw new UserError('outside', `${quote(path)} follows a symbolic link that leads to nothing`)
  const isInside = roots.some((root) => existsSync(root) && isBelow(realpathSync(root), real))
  if (isInside) return real
  throw new UserError(
    'outside',
    `${quote(path)} is outside of the workspace; give a path in it, or in the runner's temporary folder`,
  )
}

/** Returns the real path of a folder, which may be a root itself. Throws a UserError (`outside`, `no-folder`). */
export function realFolderInside(roots: Roots, path: string): string {
  const absolute = resolve(roots[0], path)
  const isRoot = existsSync(absolute) && realpathSync(absolute) === realpathSync(roots[0])
  const real = isRoot ? realpathSync(absolute) : realPathInside(roots, path)
  if (statSync(real, { throwIfNoEntry: false })?.isDirectory()) return real
  throw new UserError('no-folder', `There is no folder ${quote(path)}`)
}

/** Returns the absolute path of a file or folder anywhere, or undefined if it does not exist. */
export function existingPath(folder: string, path: string): string | undefined {
  const absolute = resolve(folder, path)
  return existsSync(absolute) ? absolute : undefined
}

/** Returns the content of a file, with its byte order mark. Throws a UserError (`no-file`, `outside`, `bad-file`). */
export function readInside(roots: Roots, path: string): string {
  const real = realPathInside(roots, path)
  const stat = statSync(real, { throwIfNoEntry: false })
  if (!stat) throw new UserError('no-file', `There is no file ${quote(path)}`)
  if (!stat.isFile()) throw new UserError('no-file', `${quote(path)} is not a file`)
  try {
    const bytes = readFileSync(real)
    const mark = bytes.subarray(0, 2).toString('hex')
    if (mark === 'fffe' || mark === 'feff')
      throw new UserError('bad-file', `${quote(path)} is UTF-16; save it as UTF-8`)
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    throw new UserError('bad-file', `${quote(path)} can't be read: ${plainError(cause)}`, { cause })
  }
}

function isBelow(root: string, path: string): boolean {
  const inner = relative(root, path)
  return inner !== '' && inner.split(sep)[0] !== '..' && !isAbsolute(inner)
}

/** Returns the real path; of a file that does not exist, that of the nearest folder that does, with the rest of the path. */
function realOf(path: string): string | undefined {
  if (existsSync(path)) return realpathSync(path)
  if (lstatSync(path, { throwIfNoEntry: false })) return undefined
  const folder = dirname(path)
  const real = folder === path ? path : realOf(folder)
  return real === undefined ? undefined : join(real, basename(path))
}
