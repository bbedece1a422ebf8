// The output of `git describe`, parsed as Versioneer does (git_pieces_from_vcs in versioneer.py).

import { UserError } from '../../../kit/action/user-error.ts'
import type { ProgramResult } from '../../../kit/process/run.ts'
import { quote } from '../../../kit/text/escape.ts'

export type Described = {
  /** The full name of the nearest tag; empty if there is none. */
  readonly tag: string
  /** The name of its ref, if the tag object is named otherwise. */
  readonly ref?: string
  /** Commits since the tag; undefined if there is none. */
  readonly distance: number | undefined
  /** The abbreviated commit. */
  readonly short: string
}

/** Returns Versioneer's pattern for tags, which contains the prefix unescaped. */
export const tagPattern = (prefix: string): string => `${prefix}[[:digit:]]*`

/** Parses `git describe --tags --always --long`. Throws a UserError (`unknown-version`) where Versioneer has an error, too. */
export function parseDescribe({ stdout, stderr }: ProgramResult, prefix: string): Described {
  const text = stdout.trim()
  if (!text.includes('-')) return { tag: '', distance: undefined, short: text }
  const [, tag = '', distance, short = ''] = /^([^\n]+)-(\d+)-g([0-9a-f]+)$/.exec(text) ?? []
  if (distance === undefined) {
    throw new UserError('unknown-version', `git describe printed ${quote(text)}`)
  }
  const [, ref = tag] = /^warning: tag '(.+)' is externally known as '/m.exec(stderr) ?? []
  if (!tag.startsWith(prefix)) throw otherName(ref, tag, prefix)
  return { tag, ...(ref !== tag && { ref }), distance: Number(distance), short }
}

/** Returns the error for a tag object without the prefix: git describe prints its name, not that of the ref. */
export const otherName = (ref: string, inner: string, prefix: string): UserError =>
  new UserError(
    'unknown-version',
    `The object of the tag ${quote(ref)} is named ${quote(inner)}, which does not start with the prefix ${quote(prefix)}; create the tag again, or use "versioneer: repaired", which goes by the ref`,
  )
