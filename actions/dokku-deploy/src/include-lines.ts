// The lines of the input `include`. Pure.
import { trimWhitespace } from '../../../kit/action/inputs.ts'
import { quote } from '../../../kit/text/escape.ts'

export type Include = {
  /** A path in the checkout. */
  readonly from: string
  /** A path in what is pushed; empty is its root. */
  readonly to: string
  /** A file goes into `to`; otherwise it becomes `to`. */
  readonly into: boolean
  /** What is tracked at `to` gives way. */
  readonly replace: boolean
}

/** Reads `from -> to`, or `replace: from -> to`. */
export function includeLine(line: string): { value: Include } | { problem: string } {
  const [, word, rest = ''] = /^(replace:)?\s*(.*)$/s.exec(line) ?? []
  const arrow = rest.indexOf('->')
  if (arrow === -1 || rest.includes('->', arrow + 2))
    return { problem: `${quote(line)}: a line is "from -> to", or "replace: from -> to"` }
  const from = normalPath(trimWhitespace(rest.slice(0, arrow)))
  const to = normalPath(trimWhitespace(rest.slice(arrow + 2)))
  if (from === undefined)
    return { problem: `${quote(line)}: "from" must be a path inside of the checkout` }
  if (to === undefined)
    return { problem: `${quote(line)}: "to" must be a path inside of what is pushed` }
  if ([from, to].some((path) => path.split('/').some((part) => /^\.git$/i.test(part))))
    return { problem: `${quote(line)}: git takes nothing called .git` }
  const into = to === '' || /\/\s*$/.test(rest)
  return { value: { from, to, into, replace: word !== undefined } }
}

/** A relative path without `.`, empty for the root; undefined for one that is absolute, leads out or is not given. */
export function normalPath(path: string): string | undefined {
  if (path === '' || path.startsWith('/') || path.includes('\0') || path.includes('\\'))
    return undefined
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') return undefined
    parts.push(part)
  }
  return parts.join('/')
}
