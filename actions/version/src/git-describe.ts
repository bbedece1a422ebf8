// What `git describe` prints, read as Versioneer reads it (git_pieces_from_vcs of versioneer.py).
import { quote } from '../../../kit/text/escape.ts'

export type Described = {
  /** The nearest tag, whole; empty when there is none. */
  readonly tag: string
  /** Commits since the tag; undefined when there is none. */
  readonly distance: number | undefined
  /** The abbreviated commit. */
  readonly short: string
}

/** Versioneer's pattern of the tags that it looks at; the prefix stands in it as it is. */
export const tagPattern = (prefix: string): string => `${prefix}[[:digit:]]*`

/** Reads `git describe --tags --always --long`; `problem` is what Versioneer calls an error. */
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

/** git describe prints the name in a tag's own object. */
export const otherName = (tag: string, prefix: string): string =>
  `the tag object is named ${quote(tag)}, which does not start with the prefix ${quote(prefix)}`
