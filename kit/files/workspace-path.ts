// Files of the job: below the workspace, or below the runner's temporary folder.
import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'

/** The folders that a file may lie in; a path is looked for in the first. */
export type Roots = readonly [string, ...string[]]

/**
 * The real path of a file that may not be there yet, symbolic links followed. Throws a UserError (`outside`) where it leads out of the
 * roots, or follows a link to nothing.
 */
export function insidePath(roots: Roots, path: string): string {
  const real = realOf(resolve(roots[0], path))
  if (real === undefined)
    throw new UserError('outside', `${quote(path)} follows a symbolic link that leads to nothing`)
  const isInside = roots.some((root) => existsSync(root) && isBelow(realpathSync(root), real))
  if (isInside) return real
  throw new UserError(
    'outside',
    `${quote(path)} leads out of the workspace; only files in it or in the runner's temporary folder are taken`,
  )
}

/** The real path of a folder, which may be a root itself. Throws a UserError (`outside`, `no-folder`). */
export function insideFolder(roots: Roots, path: string): string {
  const absolute = resolve(roots[0], path)
  const isRoot = existsSync(absolute) && realpathSync(absolute) === realpathSync(roots[0])
  const real = isRoot ? realpathSync(absolute) : insidePath(roots, path)
  if (statSync(real, { throwIfNoEntry: false })?.isDirectory()) return real
  throw new UserError('no-folder', `There is no folder ${quote(path)}`)
}

/** The absolute path of something that may lie anywhere; undefined where nothing is. */
export function existing(folder: string, path: string): string | undefined {
  const absolute = resolve(folder, path)
  return existsSync(absolute) ? absolute : undefined
}

/** The text of a file, with its byte order mark. Throws a UserError (`no-file`, `outside`, `bad-file`). */
export function insideText(roots: Roots, path: string): string {
  const real = insidePath(roots, path)
  const stat = statSync(real, { throwIfNoEntry: false })
  if (!stat) throw new UserError('no-file', `There is no ${quote(path)}`)
  if (!stat.isFile()) throw new UserError('no-file', `${quote(path)} is not a file`)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(real))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw cause
    throw new UserError('bad-file', `${quote(path)} is not UTF-8`, { cause })
  }
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '' && way.split(sep)[0] !== '..' && !isAbsolute(way)
}

/** Of what is not there the nearest folder that is counts. */
function realOf(path: string): string | undefined {
  if (existsSync(path)) return realpathSync(path)
  if (lstatSync(path, { throwIfNoEntry: false })) return undefined
  const folder = dirname(path)
  const real = folder === path ? path : realOf(folder)
  return real === undefined ? undefined : join(real, basename(path))
}
