// The lines of the input `include`. Pure.

import { trimWhitespace } from '../../../kit/action/inputs.ts'
import { quote } from '../../../kit/text/escape.ts'

export type Include = {
  /** A path in the checkout. */
  readonly from: string
  /** A path in what is pushed; empty for its root. */
  readonly to: string
  /** A file is put into the folder `to`; otherwise it becomes `to`. */
  readonly into: boolean
  /** Tracked files at `to` are replaced. */
  readonly replace: boolean
}

/** Parses `from -> to`, or `replace: from -> to`. */
export function parseIncludeLine(line: string): { value: Include } | { problem: string } {
  const problem = (what: string): { problem: string } => ({ problem: `${quote(line)}: ${what}` })
  const [, word, rest = ''] = /^(replace:)?\s*(.*)$/s.exec(line) ?? []
  const arrow = rest.indexOf('->')
  if (arrow === -1 || rest.includes('->', arrow + 2))
    return problem('a line is "from -> to", or "replace: from -> to"')
  const from = normalPath(trimWhitespace(rest.slice(0, arrow)))
  const to = normalPath(trimWhitespace(rest.slice(arrow + 2)))
  if (from === undefined) return problem('"from" must be a path inside the checkout')
  if (to === undefined) return problem('"to" must be a path inside what is pushed')
  if ([from, to].some((path) => path.split('/').some((part) => /^\.git$/i.test(part))))
    return problem('git can\'t track anything called ".git"')
  const into = to === '' || /\/\s*$/.test(rest)
  return { value: { from, to, into, replace: word !== undefined } }
}

/** Returns a relative path without `.` parts, empty for the root; undefined if it is empty, absolute or leads outside. */
export function normalPath(path: string): string | undefined {
  if (path === '' || path.startsWith('/') || path.includes('\0') || path.includes('\\'))
    return undefined
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return parts.includes('..') ? undefined : parts.join('/')
}
