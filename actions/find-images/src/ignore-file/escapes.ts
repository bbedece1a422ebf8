// What Go's regexp makes of a backslash and what follows it (regexp/syntax: parseEscape, parsePerlClassEscape, parseUnicodeClass). Pure.

import { type CharacterTest, isWord } from './match-steps.ts'

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }

const SETS: Readonly<Record<string, CharacterTest>> = {
  d: (point) => point >= 48 && point <= 57,
  s: (point) => [9, 10, 12, 13, 32].includes(point),
  w: isWord,
}

/** The Unicode categories with a name of one letter. Longer names are in braces, which patternmatcher escapes. */
const CATEGORY = /^[CLMNPSZ]$/

/** Reads `\d`, `\pL` and the like, at a backslash. Undefined if it is none. */
export function parseSetEscape(
  points: readonly string[],
  at: number,
): { readonly test: CharacterTest; readonly next: number } | undefined {
  const [letter = '', category = ''] = [points[at + 1], points[at + 2]]
  const lower = letter.toLowerCase()
  const found = SETS[lower]
  if (found && /^[a-z]$/i.test(letter))
    return { test: letter === lower ? found : (point) => !found(point), next: at + 2 }
  if (lower !== 'p' || !CATEGORY.test(category)) return undefined
  const pattern = new RegExp(`\\${letter}{${category}}`, 'u')
  return { test: (point) => pattern.test(String.fromCodePoint(point)), next: at + 3 }
}

/** Reads an escape for one character, at a backslash. Undefined if Go refuses it. */
export function parseEscape(
  points: readonly string[],
  at: number,
): { readonly point: number; readonly next: number } | undefined {
  const letter = points[at + 1] ?? ''
  const digits = (from: number, count: number): string => points.slice(from, from + count).join('')
  const control = CONTROLS[letter]
  if (control !== undefined) return { point: control, next: at + 2 }
  if (letter === 'x') {
    const hex = digits(at + 2, 2)
    return /^[0-9a-f]{2}$/i.test(hex)
      ? { point: Number.parseInt(hex, 16), next: at + 4 }
      : undefined
  }
  const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(digits(at + 1, 3))?.[0]
  if (octal !== undefined) return { point: Number.parseInt(octal, 8), next: at + 1 + octal.length }
  const isPunctuation =
    letter !== '' && (letter.codePointAt(0) ?? 0) < 128 && !/[a-z0-9]/i.test(letter)
  return isPunctuation ? { point: letter.codePointAt(0) ?? 0, next: at + 2 } : undefined
}
