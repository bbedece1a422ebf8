// The flags of an instruction, such as --from=x (moby/buildkit, frontend/dockerfile/parser/split_command.go and
// instructions/bflag.go). Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { suggestion } from '../../../../kit/text/suggest.ts'
import { isSpace } from './go-text.ts'
import { Invalid } from './invalid.ts'

/** A flag without a value or with a boolean; with a value; with a value, any number of times. */
export type FlagKind = 'boolean' | 'once' | 'many'

/** Returns the flags before the arguments of an instruction, and the rest of the line. */
export function splitFlags(line: string, escapeToken: string): { flags: string[]; rest: string } {
  if (!line.includes('--')) return { flags: [], rest: line }
  // BuildKit reads single bytes here: two of them, as parts of other characters, count as spaces.
  if (!/[^\0-\x7f]/.test(line)) return splitBytes(line, escapeToken)
  const { flags, rest } = splitBytes(Buffer.from(line).toString('latin1'), escapeToken)
  return { flags, rest: Buffer.from(rest, 'latin1').toString() }
}

function splitBytes(line: string, escapeToken: string): { flags: string[]; rest: string } {
  const flags: string[] = []
  let at = 0
  while (at < line.length) {
    if (isSpace(line.charCodeAt(at))) {
      at += 1
      continue
    }
    if (!line.startsWith('--', at)) return { flags, rest: line.slice(at) }
    const { word, end, isKept } = takeWord(line, at, escapeToken)
    if (word === '--') return { flags, rest: line.slice(end) }
    if (isKept) flags.push(word)
    at = end
  }
  return { flags, rest: '' }
}

/** Takes a word without its quotes. An escape character stands for the one after it, in quotes too. */
function takeWord(line: string, from: number, escapeToken: string) {
  let word = ''
  let quoted = ''
  let hasQuotes = false
  let at = from
  for (; at < line.length; at += 1) {
    const character = line.charAt(at)
    if (quoted === '' && isSpace(line.charCodeAt(at))) break
    if (quoted === '' && (character === "'" || character === '"')) {
      quoted = character
      hasQuotes = true
    } else if (quoted !== '' && character === quoted) quoted = ''
    else if (character === escapeToken) {
      at += 1
      word += line.charAt(at)
    } else word += character
  }
  return { word, end: Math.min(at, line.length), isKept: hasQuotes || word !== '' }
}

/** Returns the values of flags by their names. Throws Invalid for one that BuildKit does not take. */
export function readFlags(
  flags: readonly string[],
  known: Readonly<Record<string, FlagKind>>,
): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>()
  for (const flag of flags) {
    if (flag === '--') break
    const equals = flag.indexOf('=')
    const written = equals < 0 ? flag : flag.slice(0, equals)
    const name = written.slice(2)
    const kind = Object.hasOwn(known, name) ? known[name] : undefined
    if (kind === undefined) throw new Invalid(unknownFlag(written, Object.keys(known)))
    const before = values.get(name) ?? []
    if (before.length > 0 && kind !== 'many') throw new Invalid(`${quote(written)} is set twice`)
    const value = equals < 0 ? undefined : flag.slice(equals + 1)
    checkValue(written, kind, value)
    values.set(name, [...before, value ?? 'true'])
  }
  return values
}

function checkValue(written: string, kind: FlagKind, value: string | undefined): void {
  if (kind !== 'boolean') {
    if (value === undefined) throw new Invalid(`${quote(written)} has no value`)
  } else if (value !== undefined && !/^(?:true|false)$/i.test(value))
    throw new Invalid(`${quote(written)} must be true or false, got ${quote(value)}`)
}

function unknownFlag(written: string, known: readonly string[]): string {
  const hint = known.length === 0 ? '' : suggestion(written.slice(2), known, 'the flags are')
  return `${quote(written)} is not a flag of this instruction${hint}`
}
