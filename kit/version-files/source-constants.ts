// Constants in sources: `__version__ = "1.2.0"` of Python, `VERSION = '1.2.0'` of Ruby. Not by a parser of the language: the
// texts and comments, in which anything may stand, are taken out first, and then there must be one plain assignment.
import type { VersionRange, VersionRanges } from './version-range.ts'

/** What is no code: comments, and texts over several lines. The first alternative that fits at a place counts. */
const NO_CODE = {
  python:
    /"""(?:\\.|[^\\])*?"""|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^\\"\n])*"|'(?:\\.|[^\\'\n])*'|#[^\n]*/gs,
  ruby: /^=begin\b.*?^=end\b[^\n]*|"(?:\\.|[^\\"\n])*"|'(?:\\.|[^\\'\n])*'|#[^\n]*/gms,
} as const

/** A constant by its name: on a line of its own, in Python at the left edge, with or without an annotation. */
export function inConstant(
  text: string,
  name: string,
  language: keyof typeof NO_CODE,
): VersionRanges {
  const code = text.replace(NO_CODE[language], blank)
  const word = name.replace(/[^\w]/g, '\\$&')
  // Every line that gives it a value, of which exactly one must be, and that one plain.
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
  const found: VersionRange[] = [...code.matchAll(plain)].flatMap(({ indices }) => {
    const [start, end] = indices?.groups?.['value'] ?? []
    return start === undefined || end === undefined ? [] : [{ start, end, key: name }]
  })
  if (assigned === 0) return { problem: `it has no line ${name} = "..."` }
  if (assigned > 1) return { problem: `${assigned} lines assign ${name}; which one is meant?` }
  if (found.length !== 1) {
    return {
      problem: `${name} is not a plain string; put the mark towpath:version on the line to change`,
    }
  }
  return found
}

/** Blanks in place of what is no code; the quotes stay, so that a text can be seen as one. */
function blank(part: string): string {
  const quote = /^(?:"""|'''|"|')/.exec(part)?.[0] ?? ''
  const inside = part.slice(quote.length, part.length - quote.length)
  return quote + inside.replace(/[^\n]/g, ' ') + quote
}
