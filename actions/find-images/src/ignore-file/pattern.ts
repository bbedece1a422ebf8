// Compiles one pattern as moby/patternmatcher 0.6.1 does (Pattern.compile and match), with its four ways of matching. Pure.

import { matchesSteps } from './match-steps.ts'
import { parseExpression } from './parse-expression.ts'

/** Whether a pattern matches. The answers about folders are kept: many paths share them. */
export type Matches = { path(path: string): boolean; folder(path: string): boolean }

type Kind = 'exact' | 'prefix' | 'suffix' | 'expression'

/** Returns the matcher of a cleaned pattern, without the `!`; undefined if Go's regexp refuses the expression that is made of it. */
export function compilePattern(pattern: string): Matches | undefined {
  const path = matcherOf(pattern)
  if (path === undefined) return undefined
  const known = new Map<string, boolean>()
  const folder = (name: string): boolean => {
    const answer = known.get(name) ?? path(name)
    known.set(name, answer)
    return answer
  }
  return { path, folder }
}

function matcherOf(pattern: string): ((path: string) => boolean) | undefined {
  const { kind, expression } = translate(pattern)
  if (kind === 'exact') return (path) => path === pattern
  if (kind === 'prefix') return (path) => path.startsWith(pattern.slice(0, -2))
  if (kind === 'suffix') {
    const suffix = pattern.slice(2)
    const isFolder = suffix.startsWith('/')
    return (path) => path.endsWith(suffix) || (isFolder && path === suffix.slice(1))
  }
  const steps = parseExpression(expression)
  return steps && ((path) => matchesSteps(steps, path))
}

/** Characters that mean something in an expression, but not in a pattern. `^` is not among them: patternmatcher leaves it. */
const ESCAPED = new Set('.+()|{}$')

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
      at += 1
      parts.push(`\\${points[at] ?? ''}`)
      kind = 'expression'
    } else {
      parts.push(point)
      if (point === '[' || point === ']') kind = 'expression'
    }
  }
  return { kind, expression: `${parts.join('')}$` }
}
