// Constants in source code: `__version__ = "1.2.0"` in Python, `VERSION = '1.2.0'` in Ruby. Without a parser of the language:
// strings and comments, which may contain anything, are replaced by spaces first; then there must be exactly one plain assignment.

import type { VersionRange, VersionRanges } from './version-range.ts'

/** Strings and comments. The first alternative that matches counts. */
const STRINGS_AND_COMMENTS = {
  python:
    /"""(?:\\.|[^\\])*?"""|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^\\"\n])*"|'(?:\\.|[^\\'\n])*'|#[^\n]*/gs,
  ruby: /^=begin\b.*?^=end\b[^\n]*|"(?:\\.|[^\\"\n])*"|'(?:\\.|[^\\'\n])*'|#[^\n]*/gms,
} as const

/** Finds a constant by its name: on its own line, in Python not indented, with or without an annotation. */
export function inConstant(
  text: string,
  name: string,
  language: keyof typeof STRINGS_AND_COMMENTS,
): VersionRanges {
  const code = text.replace(STRINGS_AND_COMMENTS[language], withSpaces)
  const word = name.replace(/[^\w]/g, '\\$&')
  // All lines that assign it: there must be exactly one, and it must be plain.
  const edge = language === 'python' ? '' : '[ \\t]*'
  const any = new RegExp(
    `^[ \\t]*(?:\\w+[ \\t]*=[ \\t]*)*${word}[ \\t]*(?::[^=\\n]*)?[-+*/|&%]?=(?!=)`,
    'gm',
  )
  const plain = new RegExp(
    `^${edge}(?:\\w+[ \\t]*=[ \\t]*)*?${word}[ \\t]*(?::[^=\\n]*)?(?:=[ \\t]*\\w+[ \\t]*)*=[ \\t]*[rRuU]?(?<quote>"""|'''|"|')(?<value> *)\\k<quote>(?:\\.freeze)?[ \\t]*;?[ \\t]*\\r?$`,
    'gmd',
  )
  const assigned = [...code.matchAll(any)].length
  const constants: VersionRange[] = [...code.matchAll(plain)].flatMap(({ indices }) => {
    const [start, end] = indices?.groups?.['value'] ?? []
    return start === undefined || end === undefined ? [] : [{ start, end, key: name }]
  })
  if (assigned === 0) return { problem: `it has no line ${name} = "..."` }
  if (assigned > 1) return { problem: `${assigned} lines assign ${name}; which one is meant?` }
  if (constants.length !== 1) {
    return {
      problem: `${name} is not a plain string; put the mark towpath:version on the line to change`,
    }
  }
  return constants
}

/** Replaces the content of strings and comments by spaces; quotes stay, so that a string is recognizable. */
function withSpaces(part: string): string {
  const quote = /^(?:"""|'''|"|')/.exec(part)?.[0] ?? ''
  const inside = part.slice(quote.length, part.length - quote.length)
  return quote + inside.replace(/[^\n]/g, ' ') + quote
}
