// Stamps the texts of version files, all or none. Nothing is written. Pure.

import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { locksOf, ownPackages } from './own-packages.ts'
import { type Spellings, type Stamped, stampText } from './stamp-text.ts'
import type { StampLine, VersionFile, VersionFiles } from './version-files.ts'

/** A place that was stamped, and the path of the line that named it. */
export type StampedFile = { readonly path: string } & Stamped['changes'][number]

export type StampedTexts = {
  /** The new text of every file that differs, by its real path. */
  readonly changed: ReadonlyMap<string, string>
  readonly changes: readonly StampedFile[]
  /** A sentence for each lock file that still has the old version of a stamped manifest. */
  readonly stale: readonly string[]
}

/**
 * Stamps the files of some lines. `unlessThere`: a place that has the version already stays as it is, with its build number or date.
 * Throws a UserError (`bad-stamp`) that lists every problem.
 */
export function stampTexts(
  files: VersionFiles,
  lines: readonly StampLine[],
  spellings: Spellings,
  { unlessThere = false } = {},
): StampedTexts {
  const wanted = lines.map((line) => ({ ...line, file: files.read(line.path) }))
  const found = wanted.flatMap(({ file, key }) =>
    'problem' in file ? [] : [{ path: file.path, key }],
  )
  const problems: string[] = []
  const texts = new Map<string, string>()
  const changes: StampedFile[] = []
  for (const { path, key, file } of wanted) {
    const stamped =
      'problem' in file
        ? file
        : stampText(
            file.path,
            key,
            withoutMark(texts.get(file.path) ?? file.text),
            spellings,
            ownPackages(files, file.path, found),
            { unlessThere },
          )
    if ('problem' in file || 'problem' in stamped) {
      const { problem } = stamped as { problem: string }
      problems.push(`${quote(path)} can't be stamped: ${problem}`)
      continue
    }
    texts.set(file.path, withMarkOf(file, stamped.text))
    changes.push(...stamped.changes.map((change) => ({ path, ...change })))
  }
  if (problems.length > 0) {
    throw new UserError('bad-stamp', `${problems.join('\n')}\nNo file was changed.`)
  }
  const stale = found.flatMap((manifest) => staleLocks(files, manifest, texts, spellings))
  return { changed: differing(files, texts), changes, stale: [...new Set(stale)] }
}

/** Returns those of some texts that a file does not have yet. */
export function differing(
  files: VersionFiles,
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map(
    [...texts].filter(([path, text]) => {
      const file = files.read(path)
      return 'problem' in file || file.text !== text
    }),
  )
}

/** Returns a sentence for each place in a lock file that still repeats the old version of a stamped manifest. */
function staleLocks(
  files: VersionFiles,
  manifest: StampLine,
  stamped: ReadonlyMap<string, string>,
  spellings: Spellings,
): string[] {
  if (!isOwnVersion(manifest.key)) return []
  return locksOf(files, manifest.path).flatMap(({ path, key }) => {
    const file = files.read(path)
    if ('problem' in file) return []
    const text = withoutMark(stamped.get(file.path) ?? file.text)
    const own = ownPackages(files, path, [manifest])
    const found = stampText(path, key, text, spellings, own)
    const old = 'problem' in found ? undefined : found.changes.find(({ from, to }) => from !== to)
    if (!old) return []
    const what = `${quote(path)} still has the version ${quote(old.from)} of ${quote(manifest.path)}`
    const line = key === '' ? path : `${path}: ${key}`
    return [`${what}; add the line ${quote(line)} to "stamp"`]
  })
}

/** Whether a key of a manifest is the version that a lock file repeats. */
const isOwnVersion = (key: string): boolean =>
  /^(?:(?:(?:workspace\.)?package\.|project\.|tool\.poetry\.)?version)?$/.test(key)

const BOM = '\uFEFF'

/** Returns a text without its byte order mark, which a parser may not know. */
export const withoutMark = (text: string): string => (text.startsWith(BOM) ? text.slice(1) : text)

/** Returns a text with the byte order mark that its file has. */
export const withMarkOf = ({ text: old }: VersionFile, text: string): string =>
  (old.startsWith(BOM) ? BOM : '') + text
