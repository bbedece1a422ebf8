// Stamps version files of a checkout: all or none.

import {
  chmodSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { list, quote } from '../text/escape.ts'
import { isSystemError, plainError } from '../text/plain-error.ts'
import { locksOf, ownPackages, type Wanted } from './own-packages.ts'
import { type Spellings, type Stamped, stampText } from './stamp-text.ts'

export type StampedFile = { readonly path: string } & Stamped['changes'][number]

/**
 * Writes a version into files below a folder. Everything is read and stamped in memory first. Calls `warn` for each lock file that still
 * has the old version of a stamped manifest. Throws a UserError (`bad-stamp`) that lists every problem; then no file is changed.
 */
export function stampFiles(
  folder: string,
  wanted: readonly { readonly path: string; readonly key: string }[],
  spellings: Spellings,
  warn: (message: string) => void = () => {},
): StampedFile[] {
  const root = realpathSync(folder)
  const files = wanted.map((one) => ({ ...one, file: fileAt(root, one.path) }))
  const found = files.flatMap(({ file, key }) => ('problem' in file ? [] : [{ ...file, key }]))
  const problems: string[] = []
  const before = new Map<string, string>()
  const after = new Map<string, string>()
  const changes: StampedFile[] = []
  for (const { path, key, file } of files) {
    const text = 'problem' in file ? '' : withoutMark(after.get(file.real) ?? file.text)
    const stamped =
      'problem' in file
        ? file
        : stampText(file.real, key, text, spellings, ownPackages(file.real, found))
    if ('problem' in file || 'problem' in stamped) {
      const { problem } = stamped as { problem: string }
      problems.push(`${quote(path)} can't be stamped: ${problem}`)
      continue
    }
    if (!before.has(file.real)) before.set(file.real, file.text)
    after.set(file.real, (file.text.startsWith(BOM) ? BOM : '') + stamped.text)
    changes.push(...stamped.changes.map((change) => ({ path, ...change })))
  }
  if (problems.length > 0) {
    throw new UserError('bad-stamp', `${problems.join('\n')}\nNo file was changed.`)
  }
  const stale = found.flatMap((manifest) => staleLocks(root, manifest, after, spellings))
  writeAll(before, after)
  for (const message of new Set(stale)) warn(message)
  return changes
}

/** Returns a sentence for each place in a lock file that still repeats the old version of a stamped manifest. */
function staleLocks(
  root: string,
  manifest: Wanted,
  stamped: ReadonlyMap<string, string>,
  spellings: Spellings,
): string[] {
  if (!isOwnVersion(manifest.key)) return []
  return locksOf(manifest.real, root).flatMap(({ real, key }) => {
    const path = relative(root, real)
    const file = fileAt(root, path)
    if ('problem' in file) return []
    const text = withoutMark(stamped.get(file.real) ?? file.text)
    const found = stampText(real, key, text, spellings, ownPackages(real, [manifest]))
    const old = 'problem' in found ? undefined : found.changes.find(({ from, to }) => from !== to)
    if (!old) return []
    const what = `${quote(path)} still has the version ${quote(old.from)} of ${quote(relative(root, manifest.real))}`
    return [`${what}; add the line ${quote(key === '' ? path : `${path}: ${key}`)} to "stamp"`]
  })
}

/** Whether a key of a manifest is the version that a lock file repeats. */
const isOwnVersion = (key: string): boolean =>
  /^(?:(?:(?:workspace\.)?package\.|project\.|tool\.poetry\.)?version)?$/.test(key)

/** Explains a missing file: lines have one path each, and a key after a colon and a space. */
function missing(path: string): string {
  const isOdd = /[*?,]|:|\s/.test(path)
  return isOdd
    ? 'it does not exist; write one file per line, as "path" or "path: key", without patterns'
    : 'it does not exist'
}

const BOM = '\uFEFF'

const withoutMark = (text: string): string => (text.startsWith(BOM) ? text.slice(1) : text)

type Read = { readonly real: string; readonly text: string } | { readonly problem: string }

function fileAt(root: string, path: string): Read {
  try {
    const real = realpathSync(join(root, path))
    if (relative(root, real).split(sep)[0] === '..')
      return { problem: 'it is outside the checkout' }
    if (!statSync(real).isFile()) return { problem: 'it is not a file' }
    // Every byte that is not part of the version is kept, a byte order mark included.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return { real, text: decoder.decode(readFileSync(real)) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: missing(path) }
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { problem: 'it is not UTF-8' }
    return { problem: `it can't be read: ${plainError(error)}` }
  }
}

/** Writes new files next to the old ones, then renames all of them, or restores the old ones. */
function writeAll(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  const changed = [...after].filter(([path, text]) => text !== before.get(path))
  const temporaryPath = (path: string, what: string): string =>
    join(
      dirname(path),
      `.towpath-${process.pid}-${what}-${changed.findIndex(([one]) => one === path)}`,
    )
  const temporaryFiles: string[] = []
  const replaced: string[] = []
  const copy = (path: string, what: string, text: string): void => {
    const file = temporaryPath(path, what)
    writeFileSync(file, '', { flag: 'wx' })
    temporaryFiles.push(file)
    writeFileSync(file, text)
    chmodSync(file, statSync(path).mode)
  }
  try {
    for (const [path, text] of changed) {
      copy(path, 'old', before.get(path) ?? '')
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
