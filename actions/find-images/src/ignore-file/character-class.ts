// Reads a class such as `[a-z]` as Go's regexp does (regexp/syntax: parseClass). Pure.

import { parseEscape, parseSetEscape } from './escapes.ts'
import type { CharacterTest } from './match-steps.ts'

type Part = { readonly test: CharacterTest; readonly next: number } | undefined

const NAMED: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class is about them.
  ascii: /[\x00-\x7F]/,
  blank: /[\t ]/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class is about them.
  cntrl: /[\x00-\x1F\x7F]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[\t\n\v\f\r ]/,
  upper: /[A-Z]/,
  word: /[0-9A-Za-z_]/,
  xdigit: /[0-9A-Fa-f]/,
}

/** Reads the class that begins with the `[` at `at`. Undefined if Go refuses it. */
export function parseClass(points: readonly string[], at: number): Part {
  const isNegated = points[at + 1] === '^'
  const start = isNegated ? at + 2 : at + 1
  const tests: CharacterTest[] = []
  let next = start
  while (next < points.length && (points[next] !== ']' || next === start)) {
    const part = parsePart(points, next)
    if (part === undefined) return undefined
    tests.push(part.test)
    next = part.next
  }
  if (next >= points.length) return undefined
  const test: CharacterTest = (point) => tests.some((one) => one(point)) !== isNegated
  return { test, next: next + 1 }
}

function parsePart(points: readonly string[], at: number): Part {
  if (points[at] === '[' && points[at + 1] === ':') {
    const end = points.findIndex(
      (point, index) => index >= at + 2 && point === ':' && points[index + 1] === ']',
    )
    if (end !== -1) return namedClass(points.slice(at + 2, end).join(''), end + 2)
  }
  const set = points[at] === '\\' ? parseSetEscape(points, at) : undefined
  if (set) return set
  const from = parsePoint(points, at)
  if (from === undefined) return undefined
  const last = points[from.next + 1]
  const isRange = points[from.next] === '-' && last !== undefined && last !== ']'
  const to = isRange ? parsePoint(points, from.next + 1) : from
  if (to === undefined || to.point < from.point) return undefined
  return { test: (point) => from.point <= point && point <= to.point, next: to.next }
}

function namedClass(name: string, next: number): Part {
  const isNegated = name.startsWith('^')
  const wanted = isNegated ? name.slice(1) : name
  const pattern = Object.hasOwn(NAMED, wanted) ? NAMED[wanted] : undefined
  if (pattern === undefined) return undefined
  const test: CharacterTest = (point) => pattern.test(String.fromCodePoint(point)) !== isNegated
  return { test, next }
}

function parsePoint(
  points: readonly string[],
  at: number,
): { readonly point: number; readonly next: number } | undefined {
  const point = points[at]
  if (point === undefined) return undefined
  if (point === '\\') return parseEscape(points, at)
  return { point: point.codePointAt(0) ?? 0, next: at + 1 }
}
