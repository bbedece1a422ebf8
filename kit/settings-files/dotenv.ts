// Settings in .env files, by the rules of the npm package dotenv, which gives no positions.

import { type Format, positionAt, type SettingsField } from './format.ts'

/** dotenv's expression for an entry (motdotla/dotenv, BSD-2-Clause). */
const ENTRY =
  /^\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/dgm

/** Parses a string as dotenv does. The last of several entries with one name counts. */
export function readDotenv(text: string): Map<string, string> {
  const entries = text.replace(/\r\n?/g, '\n').matchAll(ENTRY)
  return new Map([...entries].map(([, name = '', value = '']) => [name, valueIn(value)]))
}

function valueIn(written: string): string {
  const value = written.trim()
  const inner = value.replace(/^(['"`])([\s\S]*)\1$/gm, '$2')
  return value.startsWith('"') ? inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : inner
}

export const dotenv: Format = {
  mayBeEmpty: true,
  fields(text, path) {
    if (path.length > 0) return { problem: 'a .env file has no objects; remove "at"' }
    const entries = [...text.matchAll(ENTRY)]
    const fields = entries.map(fieldOf)
    const names = fields.map(({ name }) => name)
    const second = names.findIndex((name, index) => names.indexOf(name) !== index)
    if (second < 0) return fields
    const offset = entries[second]?.indices?.[1]?.[0] ?? 0
    const problem = `it has ${names[second]} twice; which one is meant?`
    return { problem, at: positionAt(text, offset) }
  },
  spell,
  same(before, after, _, values) {
    const expected = new Map([...readDotenv(before), ...values])
    const read = readDotenv(after)
    return (
      read.size === expected.size &&
      [...read].every(([name, value]) => expected.get(name) === value)
    )
  },
}

function fieldOf({
  0: all,
  1: name = '',
  2: written = '',
  index,
  indices,
}: RegExpExecArray): SettingsField {
  const isEmpty = valueIn(written) === ''
  const start = (indices?.[2]?.[0] ?? 0) + written.search(/\S|$/)
  if (written.trim() !== '')
    return { name, isEmpty, range: { start, end: start + written.trim().length } }
  // Directly after the sign: the line may have a comment.
  const behindName = (indices?.[1]?.[1] ?? 0) - index
  const sign = index + behindName + all.slice(behindName).search(/[=:]/)
  const end = all[sign - index] === ':' ? sign + 2 : sign + 1
  return { name, isEmpty, range: { start: end, end } }
}

/**
 * Writes a value in the quotes that most readers agree on. In double quotes, dotenv has the escapes `\n` and `\r` only; other readers
 * have more, and expand variables (`$`) or run commands (`` ` ``).
 */
function spell(value: string): string | undefined {
  if (value.includes('\0')) return undefined
  const inDouble = `"${value.replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`
  const ways: readonly (readonly [RegExp, string])[] = [
    [/["\\$`]/, inDouble],
    [/['\r]|\\\\|\\$/, `'${value}'`],
    [/"|\\[\\'"abfnrtv]|\\$/, inDouble],
    [/[`\r]|\\$/, `\`${value}\``],
    [/['\r]|\\$/, `'${value}'`],
    [/"|\\$/, inDouble],
  ]
  const quoted = ways.find(([not, written]) => !not.test(value) && reads(written, value))?.[1]
  // A backslash before the closing quote would escape it, and a value may have all three kinds of quotes: without quotes both can be read.
  return quoted ?? (reads(value, value) ? value : undefined)
}

const reads = (written: string, value: string): boolean =>
  [`A=${written}\nB=''\n`, `A=${written} # c\nB=''\n`].every((text) => {
    const entries = readDotenv(text)
    return entries.get('A') === value && entries.get('B') === ''
  })
