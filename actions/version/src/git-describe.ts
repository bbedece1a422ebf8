// The output of `git describe`, parsed as Versioneer does (git_pieces_from_vcs in versioneer.py).

import { quote } from '../../../kit/text/escape.ts'

export type Described = {
  /** The full name of the nearest tag; empty if there is none. */
  readonly tag: string
  /** Commits since the tag; undefined if there is none. */
  readonly distance: number | undefined
  /** The abbreviated commit. */
  readonly short: string
}

/** Returns Versioneer's pattern for tags, which contains the prefix unescaped. */
export const tagPattern = (prefix: string): string => `${prefix}[[:digit:]]*`

/** Parses `git describe --tags --always --long`; a `problem` is an error in Versioneer, too. */
export function parseDescribe(
  output: string,
  prefix: string,
): Described | { readonly problem: string } {
  const text = output.trim()
  if (!text.includes('-')) return { tag: '', distance: undefined, short: text }
  const [, tag = '', distance, short = ''] = /^([^\n]+)-(\d+)-g([0-9a-f]+)$/.exec(text) ?? []
  if (distance === undefined) return { problem: `git describe printed ${quote(text)}` }
  if (!tag.startsWith(prefix)) return { problem: otherName(tag, prefix) }
  return { tag, distance: Number(distance), short }
}

/** git describe prints the name in the tag object, not that of the ref. */
export const otherName = (tag: string, prefix: string): string =>
  `the tag object is named ${quote(tag)}, which does not start with the prefix ${quote(prefix)}`
