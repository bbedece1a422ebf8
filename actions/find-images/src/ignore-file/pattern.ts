// Compiles one pattern as moby/patternmatcher 0.6.1 does (Pattern.compile and match), with its four ways of matching. Pure.

import type { RE2JS } from 're2js'

/** Returns whether a pattern matches a path, or a folder that it is in. */
export type Matches = (path: string) => boolean

type Kind = 'exact' | 'prefix' | 'suffix' | 'expression'

/** Returns the matcher of a cleaned pattern, without the `!`; undefined if Go's regexp refuses the expression that is made of it. */
export async function compilePattern(pattern: string): Promise<Matches | undefined> {
  const { kind, expression } = translate(pattern)
  if (kind === 'exact') return (path) => path === pattern || path.startsWith(`${pattern}/`)
  // If a folder begins like this, so does the path.
  if (kind === 'prefix') return (path) => path.startsWith(pattern.slice(0, -2))
  if (kind === 'suffix') return suffixMatcher(pattern.slice(2))
  const known = COMPILED.get(expression) ?? compile(expression)
  COMPILED.set(expression, known)
  const compiled = await known
  return compiled && ((path) => pathAndFolders(path).some((one) => compiled.test(one)))
}

/** The ignore files of one repository have many patterns in common, and each takes a while to compile. */
const COMPILED = new Map<string, Promise<RE2JS | undefined>>()

/**
 * RE2JS has Go's syntax and, like Go, takes linear time: JavaScript's own expressions can be made to take very long. It is loaded only when
 * it is needed, because most ignore files are lists of names.
 */
async function compile(expression: string): Promise<RE2JS | undefined> {
  const { RE2JS, RE2JSException } = await import('re2js')
  try {
    return RE2JS.compile(expression)
  } catch (error) {
    if (error instanceof RE2JSException) return undefined
    throw error
  }
}

/** Returns a path and the folders that it is in. */
function pathAndFolders(path: string): string[] {
  const folders = [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))
  return [...folders, path]
}

/** What ends with the suffix, as text: `**.pyc` matches `a.pyc`. With a slash, also the rest alone: a leading `**` may be nothing. */
function suffixMatcher(suffix: string): Matches {
  const name = suffix.startsWith('/') ? suffix.slice(1) : undefined
  return (path) =>
    path.endsWith(suffix) ||
    path.includes(`${suffix}/`) ||
    (name !== undefined && (path === name || path.startsWith(`${name}/`)))
}

/** What patternmatcher escapes. It means `{`, `|` and `}` too, but does not reach them (its table has 8 bits for each 8 characters); nor `^`. */
const ESCAPED = new Set('.+()$')

/** Returns how a pattern is matched, and the regular expression for it in Go's syntax. */
function translate(pattern: string): { readonly kind: Kind; readonly expression: string } {
  // Go's text/scanner skips a byte order mark.
  const points = Array.from(pattern.replace(/^\uFEFF/, ''))
  let kind: Kind = 'exact'
  const parts = ['^']
  for (let at = 0; at < points.length; at += 1) {
    const point = points[at] ?? ''
    if (point === '*' && points[at + 1] === '*') {
      const isFirst = at === 0
      at += points[at + 2] === '/' ? 2 : 1
      const isLast = at + 1 === points.length
      if (isLast && kind === 'exact') kind = 'prefix'
      else {
        parts.push(isLast ? '.*' : '(.*/)?')
        kind = 'expression'
      }
      if (isFirst) kind = 'suffix'
    } else if (point === '*' || point === '?') {
      parts.push(point === '*' ? '[^/]*' : '[^/]')
      kind = 'expression'
    } else if (ESCAPED.has(point)) {
      parts.push(`\\${point}`)
    } else if (point === '\\') {
      // The last one would escape the `$` behind the expression.
      at += 1
      if (at < points.length) kind = 'expression'
      parts.push(`\\${points[at] ?? ''}`)
    } else {
      parts.push(point)
      if (point === '[' || point === ']') kind = 'expression'
    }
  }
  return { kind, expression: `${parts.join('')}$` }
}
