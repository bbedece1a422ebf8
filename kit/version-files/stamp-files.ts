// Stamps version files of a checkout: all or none.

import {
  chmodSync,
  globSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { list, quote } from '../text/escape.ts'
import { isSystemError, plainError } from '../text/plain-error.ts'
import type { Spellings } from './stamp-text.ts'
import { type StampedFile, stampTexts } from './stamp-texts.ts'
import {
  missing,
  NOT_A_FILE,
  OUTSIDE,
  type StampLine,
  textIn,
  type VersionFiles,
} from './version-files.ts'

/**
 * Writes a version into files below a folder. Everything is read and stamped in memory first. Calls `warn` for each lock file that still
 * has the old version of a stamped manifest. Throws a UserError (`bad-stamp`) that lists every problem; then no file is changed.
 */
export function stampFiles(
  folder: string,
  wanted: readonly StampLine[],
  spellings: Spellings,
  warn: (message: string) => void = () => {},
): readonly StampedFile[] {
  const root = realpathSync(folder)
  const { changed, changes, stale } = stampTexts(filesIn(root), wanted, spellings)
  writeAll([...changed].map(([path, text]) => [join(root, path), text]))
  for (const message of stale) warn(message)
  return changes
}

/** Where Cargo and npm keep what is not part of the project. */
const NOT_OURS = ['target', 'node_modules', '.git']

/** Returns the files of a folder, given by its real path. */
export function filesIn(root: string): VersionFiles {
  return {
    read(path) {
      try {
        const real = realpathSync(join(root, path))
        const inside = relative(root, real).split(sep)
        if (inside[0] === '..') return OUTSIDE
        if (!statSync(real).isFile()) return NOT_A_FILE
        const text = textIn(readFileSync(real))
        return typeof text === 'string' ? { path: inside.join('/'), text } : text
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT' || code === 'ENOTDIR') return missing(path)
        return { problem: `it can't be read: ${plainError(error)}` }
      }
    },
    below(folder, name) {
      const exclude = (path: string): boolean => NOT_OURS.includes(basename(path))
      const found = globSync(`*/**/${name}`, { cwd: join(root, folder), exclude })
      return found.map((path) => join(folder, path).split(sep).join('/')).sort()
    },
  }
}

/** Writes new files next to the old ones, then renames all of them, or restores the old ones. */
function writeAll(changed: readonly (readonly [path: string, text: string])[]): void {
  const temporaryPath = (path: string, what: string): string =>
    join(
      dirname(path),
      `.towpath-${process.pid}-${what}-${changed.findIndex(([one]) => one === path)}`,
    )
  const temporaryFiles: string[] = []
  const replaced: string[] = []
  const copy = (path: string, what: string, content: string | Uint8Array): void => {
    const file = temporaryPath(path, what)
    writeFileSync(file, '', { flag: 'wx' })
    temporaryFiles.push(file)
    writeFileSync(file, content)
    chmodSync(file, statSync(path).mode)
  }
  try {
    for (const [path, text] of changed) {
      copy(path, 'old', readFileSync(path))
      copy(path, 'new', text)
    }
    for (const [path] of changed) {
      renameSync(temporaryPath(path, 'new'), path)
      replaced.push(path)
    }
  } catch (cause) {
    const notRestored = replaced.filter((path) => !restored(temporaryPath(path, 'old'), path))
    const state =
      notRestored.length === 0
        ? 'No file was changed.'
        : `These files were changed: ${list(notRestored)}.`
    throw new UserError('bad-stamp', `Files can't be written: ${whereAndWhy(cause)}\n${state}`, {
      cause,
    })
  } finally {
    for (const file of temporaryFiles) rmSync(file, { force: true })
  }
}

/** The error names the temporary file, whose folder it is about. */
function whereAndWhy(cause: unknown): string {
  const folder = isSystemError(cause) && cause.path ? `${quote(dirname(cause.path))}: ` : ''
  return `${folder}${plainError(cause)}`
}

function restored(from: string, to: string): boolean {
  try {
    renameSync(from, to)
    return true
  } catch {
    return false
  }
}
