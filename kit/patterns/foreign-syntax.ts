// Refuses patterns that mean something else in other syntaxes. A backslash before the bracket makes it literal, if that is
// intended.

import type { Problem } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { parsePattern } from './parse.ts'

type ForeignSyntax = { readonly rule: RegExp; readonly advice: (text: string) => string }

/** Refused, although GitHub would accept most of them, literally. */
const FOREIGN_SYNTAXES: readonly ForeignSyntax[] = [
  {
    rule: /^!?refs\/(?:heads|tags)\//,
    advice: (text) =>
      `patterns match names without "refs/heads/" or "refs/tags/"; write ${quote(text.replace(/refs\/(?:heads|tags)\//, ''))}`,
  },
  {
    rule: /(?<!\\)\[[!^]/,
    advice: () =>
      'GitHub does not support "[!...]" and "[^...]"; exclude with a pattern that starts with "!"',
  },
  {
    rule: /(?<!\\)\{[^{}]*(?:,|\.\.)[^{}]*\}/,
    advice: () =>
      'GitHub takes "{a,b}" literally; write several patterns (or \\{ for the character itself)',
  },
  {
    rule: /(?<!\\)[?+*@!]\([^()]*\)/,
    advice: () =>
      'GitHub takes "(...)" literally; write several patterns (or \\( for the character itself)',
  },
]

/** Parses a user's pattern, and refuses those of other syntaxes. */
export function readPattern(text: string): ReturnType<typeof parsePattern> {
  const foreign = FOREIGN_SYNTAXES.find(({ rule }) => rule.test(text))
  return foreign ? { problem: foreign.advice(text) } : parsePattern(text)
}

/** Returns a warning about what is legal in a pattern, but probably a mistake. */
export function patternDoubt(text: string): Problem['message'] | undefined {
  if (/[^/!*\\]\*\*\//.test(text)) {
    return `${quote(text)}: "**/" means whole directories only at the start of a part; here it is "**" and then "/". Write "*/**/" or two patterns`
  }
  const escaped = /\\([A-Za-z0-9])/.exec(text)?.[1]
  if (escaped !== undefined) {
    return `${quote(text)}: "\\${escaped}" is the letter or digit "${escaped}" itself; patterns are not regular expressions`
  }
  const odd = /[,\u2018\u2019\u201c\u201d]/.exec(text)?.[0]
  if (odd !== undefined) {
    return `${quote(text)} is one pattern that contains ${quote(odd)}; write several patterns as a list: [a, b]`
  }
  return undefined
}

const digitsFrom = (first: string, last: string): string[] => {
  const ranges: string[] = []
  for (let point = first.charCodeAt(0); point <= last.charCodeAt(0); point += 1) {
    const from = String.fromCharCode(point)
    ranges.push(`${from}-[${from}-${last}]`)
  }
  return ranges
}

/** Returns a regular expression for legal patterns, for the JSON Schema; a property test compares it with `readPattern`. */
export function patternExpression(): string {
  const ranges = [...digitsFrom('0', '9'), ...digitsFrom('A', 'Z'), ...digitsFrom('a', 'z')]
  const atom = `(?:[^*?+[\\\\]|\\\\[\\s\\S]|\\[(?:${ranges.join('|')}|[A-Za-z0-9])+\\])`
  const lookaheads = FOREIGN_SYNTAXES.map(({ rule }) => {
    const { source } = rule
    return source.startsWith('^') ? `(?!${source.slice(1)})` : `(?![\\s\\S]*${source})`
  })
  return `^${lookaheads.join('')}(?:!|(?!!))(?:\\*|${atom}[?+]?)+$`
}
