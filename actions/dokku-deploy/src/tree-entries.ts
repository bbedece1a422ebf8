// Entries of a git tree. Pure.

/** An entry of a tree. The path is as git quotes it, which is ASCII. */
export type TreeEntry = {
  readonly mode: string
  readonly id: string
  readonly path: string
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

/** Quotes a path as git does (core.quotePath): escapes for bytes outside of ASCII, control characters, quotes and backslashes. */
export function quotedPath(path: string): string {
  const escaped = [...Buffer.from(path)].map(escapedByte).join('')
  return escaped === path ? path : `"${escaped}"`
}

function escapedByte(byte: number): string {
  const character = String.fromCharCode(byte)
  const isPlain = byte >= 0x20 && byte <= 0x7e
  return ESCAPES[character] ?? (isPlain ? character : `\\${byte.toString(8).padStart(3, '0')}`)
}

/** Returns a quoted path without the quotes around it, but still escaped, so that parts of paths can be compared. */
export const withoutQuotes = (path: string): string =>
  path.startsWith('"') ? path.slice(1, -1) : path
