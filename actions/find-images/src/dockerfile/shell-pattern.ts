// The patterns in ${x#pattern}, ${x%pattern} and ${x/pattern/text}: `*`, `?` and `\` before one of them (moby/buildkit,
// frontend/dockerfile/shell/lex.go, convertShellPatternToRegex). Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { Invalid } from './invalid.ts'

/** `*`, `?`, or a character that stands for itself. */
type Part = { readonly kind: 'many' | 'one' } | { readonly kind: 'same'; readonly text: string }

/** The most steps that a match may take. Real ones take hundreds. */
const STEPS = 50_000_000

/** Returns the value without what a pattern matches at its start: the shortest, or the longest. */
export function trimPrefix(pattern: string, value: string, longest: boolean): string {
  const characters = [...value]
  const parts = parse(pattern)
  limit(parts.length * characters.length)
  const end = matchEnd(parts, characters, 0, longest)
  return end === undefined ? value : characters.slice(end).join('')
}

/** Returns the value without what a pattern matches at its end. */
export function trimSuffix(pattern: string, value: string, longest: boolean): string {
  return reverse(trimPrefix(reversePattern(pattern), reverse(value), longest))
}

/** Returns the value with the first match replaced. */
export function replaceFirst(pattern: string, value: string, replacement: string): string {
  const characters = [...value]
  const parts = parse(pattern)
  limit(parts.length * characters.length ** 2)
  for (let from = 0; from <= characters.length; from += 1) {
    const end = matchEnd(parts, characters, from, true)
    if (end !== undefined)
      return characters.slice(0, from).join('') + replacement + characters.slice(end).join('')
  }
  return value
}

/** Returns the value with all matches replaced, as Go's ReplaceAllString does it: `$0` and `${0}` are the match, `$$` is a dollar. */
export function replaceAll(pattern: string, value: string, replacement: string): string {
  const characters = [...value]
  const parts = parse(pattern)
  limit(parts.length * characters.length ** 2)
  let result = ''
  let last = 0
  for (let from = 0; from <= characters.length; ) {
    const end = matchEnd(parts, characters, from, true)
    if (end === undefined) {
      from += 1
      continue
    }
    result += characters.slice(last, from).join('')
    if (end > last || from === 0) result += expand(replacement, characters.slice(from, end))
    last = end
    from = Math.max(end, from + 1)
  }
  return result + characters.slice(last).join('')
}

function limit(steps: number): void {
  if (steps > STEPS) throw new Invalid('a pattern in a variable is too long for its value')
}

const expand = (replacement: string, match: readonly string[]): string =>
  replacement.replace(/\$(?:(\$)|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (_all, ...groups) => {
    const [dollar, braced, plain] = groups as (string | undefined)[]
    if (dollar !== undefined) return '$'
    return Number(braced ?? plain) === 0 ? match.join('') : ''
  })

function parse(pattern: string): Part[] {
  const characters = [...pattern]
  const parts: Part[] = []
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? ''
    if (character === '*') parts.push({ kind: 'many' })
    else if (character === '?') parts.push({ kind: 'one' })
    else if (character !== '\\') parts.push({ kind: 'same', text: character })
    else {
      index += 1
      const next = characters[index] ?? ''
      if (!['}', '/', '*', '?', '\\'].includes(next))
        throw new Invalid(`the pattern ${quote(pattern)} has a backslash before another character`)
      parts.push({ kind: 'same', text: next })
    }
  }
  return parts
}

/** Returns where the shortest or longest match from an index ends. All ends are followed at once, so that no pattern is slow. */
function matchEnd(
  parts: readonly Part[],
  value: readonly string[],
  from: number,
  longest: boolean,
): number | undefined {
  let ends: number[] = [from]
  for (const part of parts) {
    if (part.kind === 'many') ends = reach(ends, value)
    else ends = ends.flatMap((end) => (fits(part, value[end]) ? [end + 1] : []))
    if (ends.length === 0) return undefined
  }
  return longest ? ends.at(-1) : ends[0]
}

const fits = (part: Part, character: string | undefined): boolean =>
  character !== undefined && (part.kind === 'same' ? part.text === character : character !== '\n')

/** Returns each end that any number of characters leads to, in order. A line feed is none of them. */
function reach(ends: readonly number[], value: readonly string[]): number[] {
  const reached: number[] = []
  let next = 0
  for (const end of ends) {
    if (end < next) continue
    reached.push(end)
    for (next = end + 1; next <= value.length && value[next - 1] !== '\n'; next += 1)
      reached.push(next)
  }
  return reached
}

const reverse = (text: string): string => [...text].reverse().join('')

/** Reverses a pattern; a backslash stays before its character. */
function reversePattern(pattern: string): string {
  const pieces: string[] = []
  const characters = [...pattern]
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? ''
    const isPair = character === '\\' && index < characters.length - 1
    pieces.push(isPair ? character + characters[index + 1] : character)
    if (isPair) index += 1
  }
  return pieces.reverse().join('')
}
