// Explains the parser's errors: what to do, and where the mistake was made. The parser stops where it can't continue, which for an
// unclosed quote or bracket is far below.

import type { YAMLError } from 'yaml'
import { quote } from '../text/escape.ts'

/** A mistake with its offset in the text. */
export type Mistake = { readonly offset: number; readonly message: string }

type Case = {
  readonly text: string
  readonly offset: number
  readonly parserMessage: string
  readonly line: string
  readonly lineStart: number
}

/** Explanations by error code; undefined keeps the parser's message. */
const EXPLAINED: Readonly<Record<string, (found: Case) => Mistake | undefined>> = {
  MISSING_CHAR: (found) => openQuote(found) ?? missing(found),
  BAD_INDENT: (found) => openBracket(found) ?? indentation(found),
  UNEXPECTED_TOKEN: (found) => brace(found) ?? comma(found),
  BAD_ALIAS: ({ text, offset }) => ({
    offset,
    message: `a string that starts with "${text[offset]}" must be in quotes`,
  }),
  BAD_DQ_ESCAPE: ({ offset, parserMessage }) => ({
    offset,
    message: `${parserMessage} in double quotes; in single quotes a backslash is itself`,
  }),
  BAD_SCALAR_START: ({ offset, parserMessage }) => ({
    offset,
    message: `${parserMessage}; put it in quotes`,
  }),
  TAB_AS_INDENT: ({ offset }) => ({
    offset,
    message: 'this line is indented with a tab; YAML allows only spaces',
  }),
  BLOCK_IN_FLOW: ({ offset }) => ({
    offset,
    message: 'a comma is missing: commas separate the keys between "{" and "}"',
  }),
  MULTILINE_IMPLICIT_KEY: ({ offset, line }) => {
    const [, key, rest] = /^\s*(?:- +)?([\w-]+):(\S.*)$/.exec(line) ?? []
    if (key === undefined || rest === undefined) return undefined
    return { offset, message: `a space is missing after the colon: ${quote(`${key}: ${rest}`)}` }
  },
  BLOCK_AS_IMPLICIT_KEY: ({ offset, line }) => ({
    offset,
    message: /: .*: /.test(`${line} `)
      ? 'a string that contains ": " must be in quotes'
      : 'this key has both a value and keys below it; it can have only one of them',
  }),
}

/** Errors after which the rest of a file can be read, so that its other mistakes are reported in the same run. */
const MENDABLE: ReadonlySet<string> = new Set([
  'TAG_RESOLVE_FAILED',
  'BAD_ALIAS',
  'BAD_SCALAR_START',
  'BAD_DQ_ESCAPE',
])

/** Returns whether the rest of a file can be read in spite of an error. */
export const isMendable = (text: string, { code, pos }: YAMLError): boolean =>
  MENDABLE.has(code) && text[pos[0]] !== '&'

const startOfLine = (text: string, offset: number): number =>
  offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1

/**
 * Returns the mistakes behind some errors: one per line, since further errors in a line usually follow from the first. Skips the
 * lines of `others`, which are reported elsewhere.
 */
export function mistakesIn(
  text: string,
  errors: readonly YAMLError[],
  others: readonly YAMLError[] = [],
): Mistake[] {
  const reportedLines = new Set(others.map(({ pos }) => startOfLine(text, pos[0])))
  return errors.flatMap((error) => {
    const [offset] = error.pos
    const parserMessage = error.message.split('\n')[0] ?? ''
    const lineStart = startOfLine(text, offset)
    const key = error.code === 'TAB_AS_INDENT' ? -1 : lineStart
    if (!MENDABLE.has(error.code)) {
      if (reportedLines.has(key)) return []
      reportedLines.add(key)
    }
    const line = lineAt(text, lineStart)
    const explained = EXPLAINED[error.code]?.({ text, offset, parserMessage, line, lineStart })
    const { offset: at, message } = explained ?? { offset, message: parserMessage }
    return [{ offset: at, message: `invalid YAML: ${message}` }]
  })
}

/** Returns a line, shortened if it is unusually long. */
function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start)
  return text.slice(start, Math.min(end < 0 ? text.length : end, start + 1000))
}

const CLOSED = /(?<=^|[\s[{,:])(?:'(?:[^'\n]|'')*'|"(?:[^"\\\n]|\\.)*")|(?<=^|\s)#.*/gm

/** Replaces everything in quotes on one line, or in comments, by spaces. */
const bare = (text: string): string => text.replace(CLOSED, (found) => ' '.repeat(found.length))

/** Finds the first quote of its kind that is not closed on its line. */
function openQuote({ text, parserMessage }: Case): Mistake | undefined {
  const mark = /^Missing closing (['"])quote/.exec(parserMessage)?.[1]
  if (mark === undefined) return undefined
  const offset = bare(text).search(mark === "'" ? /(?<=^|[\s[{,:])'/m : /(?<=^|[\s[{,:])"/m)
  if (offset < 0) return undefined
  return { offset, message: `the quote ${mark} that opens here is never closed` }
}

function openBracket({ text, offset, parserMessage }: Case): Mistake | undefined {
  const close = /end with a ([\]}])/.exec(parserMessage)?.[1]
  if (close === undefined) return undefined
  const open = close === ']' ? '[' : '{'
  const seen = bare(text.slice(0, offset))
  let depth = 0
  for (let index = offset - 1; index >= 0; index -= 1) {
    if (seen[index] === close) depth += 1
    if (seen[index] === open) depth -= 1
    if (depth < 0) {
      const hidden = /\s#/.test(text.slice(index, offset))
        ? '; " #" starts a comment; put such a string in quotes'
        : ''
      const message = `the "${open}" that opens here is not closed by a "${close}"${hidden}`
      return { offset: index, message }
    }
  }
  return undefined
}

function missing(found: Case): Mistake | undefined {
  const { parserMessage } = found
  if (parserMessage.startsWith('Sequence item without')) return indentation(found)
  return brace(found) ?? comma(found)
}

function comma({ parserMessage, offset }: Case): Mistake | undefined {
  const isBeforeIt =
    parserMessage.startsWith('Missing ,') || parserMessage === 'Unexpected scalar token'
  return isBeforeIt ? { offset, message: 'a comma is missing before this' } : undefined
}

/** Finds `{name}` outside quotes, where braces make a map. */
function brace({ line, lineStart }: Case): Mistake | undefined {
  const found = /[^\s,:[{"']*\{\w+\}[^\s,\]}"']*/.exec(bare(line))
  if (!found) return undefined
  const message = `a string that contains "{" must be in quotes: '${found[0]}'`
  return { offset: lineStart + found.index, message }
}

function indentation({ offset, parserMessage, line, lineStart }: Case): Mistake | undefined {
  if (!/same column|without - indicator/.test(parserMessage)) return undefined
  const indent = line.length - line.trimStart().length
  const message = 'the indentation of this line does not match any line above'
  return { offset: Math.max(offset, lineStart + indent), message }
}
