// What the parser says of broken YAML, in words that tell what to do, and at the place where the mistake was made. The parser
// stops where it can't go on, which for a quote or bracket that is never closed is far below.
import type { YAMLError } from 'yaml'
import { quote } from '../safe-text.ts'

/** A mistake with its offset in the text. */
export type Mistake = { readonly offset: number; readonly message: string }

type Case = {
  readonly text: string
  readonly offset: number
  readonly said: string
  readonly line: string
}

/** Explains errors by their code; undefined leaves it to the parser's own words. */
const EXPLAINED: Readonly<Record<string, (found: Case) => Mistake | undefined>> = {
  MISSING_CHAR: (found) => openQuote(found) ?? brace(found) ?? indentation(found),
  BAD_INDENT: (found) => openBracket(found) ?? indentation(found),
  UNEXPECTED_TOKEN: (found) => brace(found),
  BAD_ALIAS: ({ offset }) => ({ offset, message: 'a text that begins with "*" must be in quotes' }),
  BAD_DQ_ESCAPE: ({ offset, said }) => ({
    offset,
    message: `${said} in double quotes; in single quotes a backslash is itself`,
  }),
  BAD_SCALAR_START: ({ offset, said }) => ({ offset, message: `${said}; put it in quotes` }),
  TAB_AS_INDENT: ({ offset }) => ({
    offset,
    message: 'a tab indents this line; YAML takes only blanks',
  }),
  BLOCK_IN_FLOW: ({ offset }) => ({
    offset,
    message: 'a comma is missing: between "{" and "}" they separate the keys',
  }),
  MULTILINE_IMPLICIT_KEY: ({ offset, line }) => {
    const [, key, rest] = /^\s*(?:- +)?([\w-]+):(\S.*)$/.exec(line) ?? []
    if (key === undefined || rest === undefined) return undefined
    return { offset, message: `a blank is missing after the colon: ${quote(`${key}: ${rest}`)}` }
  },
  BLOCK_AS_IMPLICIT_KEY: ({ offset, line }) => ({
    offset,
    message: /: .*: /.test(`${line} `)
      ? 'a text that holds ": " must be in quotes'
      : 'this key has a value of its own and keys below it; it can have one of them',
  }),
}

/** What leaves the rest of a file readable, so that its other mistakes can be told in the same run. */
export const MENDABLE: ReadonlySet<string> = new Set([
  'TAG_RESOLVE_FAILED',
  'BAD_ALIAS',
  'BAD_SCALAR_START',
  'BAD_DQ_ESCAPE',
])

/** The mistakes behind some errors: one a line, since what else is said of a line most often follows from the first. */
export function mistakesIn(text: string, errors: readonly YAMLError[]): Mistake[] {
  const told = new Set<number>()
  return errors.flatMap((error) => {
    const [offset] = error.pos
    const said = error.message.split('\n')[0] ?? ''
    const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n', 1)[0] ?? ''
    const key = error.code === 'TAB_AS_INDENT' ? -1 : text.slice(0, offset).split('\n').length
    if (!MENDABLE.has(error.code)) {
      if (told.has(key)) return []
      told.add(key)
    }
    const explained = EXPLAINED[error.code]?.({ text, offset, said, line })
    return [explained ?? { offset, message: said }].map((mistake) => ({
      ...mistake,
      message: `invalid YAML: ${mistake.message}`,
    }))
  })
}

/** Behind a quote that is never closed there is no other of its kind. */
function openQuote({ text, said }: Case): Mistake | undefined {
  const mark = /^Missing closing (['"])quote/.exec(said)?.[1]
  if (mark === undefined) return undefined
  const message = `the quote ${mark} that opens here is never closed`
  return { offset: text.lastIndexOf(mark), message }
}

function openBracket({ text, offset, said }: Case): Mistake | undefined {
  const close = /end with a ([\]}])/.exec(said)?.[1]
  if (close === undefined) return undefined
  const open = close === ']' ? '[' : '{'
  const seen = text.slice(0, offset).replace(/(?<=\s)#.*/g, (comment) => ' '.repeat(comment.length))
  let depth = 0
  for (let index = offset - 1; index >= 0; index -= 1) {
    if (seen[index] === close) depth += 1
    if (seen[index] === open) depth -= 1
    if (depth < 0) {
      const hidden = /\s#/.test(text.slice(index, offset))
        ? '; " #" begins a comment, put such a text in quotes'
        : ''
      return {
        offset: index,
        message: `the "${open}" that opens here is not closed by a "${close}"${hidden}`,
      }
    }
  }
  return undefined
}

/** `{name}` outside quotes, where braces make a map. */
function brace({ text, offset, line }: Case): Mistake | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const found = /[^\s,:[{"']*\{\w+\}[^\s,\]}"']*/.exec(line)
  if (!found) return undefined
  const message = `a text that holds "{" must be in quotes: '${found[0]}'`
  return { offset: lineStart + found.index, message }
}

function indentation({ text, offset, line }: Case): Mistake {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const blanks = line.length - line.trimStart().length
  const message = 'the indentation of this line fits nothing above it'
  return { offset: Math.max(offset, lineStart + blanks), message }
}
