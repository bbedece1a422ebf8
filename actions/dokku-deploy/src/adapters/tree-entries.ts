// Files as a tree of git has them. Pure.

/** An entry of a tree; the path is as git quotes it, which is ASCII. */
export type TreeEntry = {
  readonly mode: string
  readonly id: string
  readonly path: string
}

/** A path as git quotes it (core.quotePath): bytes outside of ASCII, controls, quotes and backslashes as escapes. */
export function quotedPath(path: string): string {
  const special: Readonly<Record<string, string>> = {
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
  const escaped = [...Buffer.from(path)]
    .map((byte) => {
      const character = String.fromCharCode(byte)
      if (special[character] !== undefined) return special[character]
      return byte < 0x20 || byte > 0x7e ? `\\${byte.toString(8).padStart(3, '0')}` : character
    })
    .join('')
  return escaped === path ? path : `"${escaped}"`
}
