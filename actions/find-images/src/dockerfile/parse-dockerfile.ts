// The instructions of a Dockerfile: continuation lines, comments and here-documents (moby/buildkit,
// frontend/dockerfile/parser/parser.go). Pure.
//
// Written here because dockerfile-ast 0.7.1 finds other instructions than BuildKit in 27 of the 544 recorded Dockerfiles that
// BuildKit can split (for example after a space before the word of a here-document), and reports no errors.

import { quote } from '../../../../kit/text/escape.ts'
import { Directives } from './directives.ts'
import type { Remark } from './facts.ts'
import { trimBlanksEnd, trimLineEnd, trimStart, trimTabs } from './go-text.ts'
import { type Heredoc, heredocsOf } from './heredocs.ts'
import { type Instruction, readInstruction } from './instruction.ts'
import { Invalid } from './invalid.ts'
import { SourceLines } from './source-lines.ts'

export type PlacedInstruction = Instruction & { readonly line: number }

export type ParsedDockerfile = {
  readonly instructions: readonly PlacedInstruction[]
  readonly escapeToken: string
}

/** Returns the instructions, or the first thing that BuildKit's parser refuses. */
export function parseDockerfile(text: string): ParsedDockerfile | Remark {
  const lines = new SourceLines(text)
  const directives = new Directives()
  const instructions: PlacedInstruction[] = []
  for (let raw = lines.next(); raw !== undefined; raw = lines.next()) {
    const { line } = lines
    try {
      const own = trimStart(trimLineEnd(raw))
      directives.take(own)
      const first = continuation(isComment(own) ? '' : own, directives.escapeToken)
      if (first.isLast && first.text === '') continue
      const logical = first.isLast ? first.text : first.text + joined(lines, directives.escapeToken)
      const instruction = readInstruction(logical, directives.escapeToken)
      instructions.push({ ...instruction, line })
      for (const heredoc of heredocsOf(instruction, logical)) skip(heredoc, lines)
    } catch (error) {
      if (error instanceof Invalid) return { message: error.message, line }
      throw error
    }
  }
  if (lines.isTooLong)
    return { message: 'the line has more than 65,535 bytes', line: lines.line + 1 }
  if (instructions.length === 0)
    return { message: 'the file has no instructions', line: Math.max(lines.line, 1) }
  return { instructions, escapeToken: directives.escapeToken }
}

/** Returns what follows a line that is continued. Comments and empty lines between don't end it. */
function joined(lines: SourceLines, escapeToken: string): string {
  let text = ''
  for (let raw = lines.next(); raw !== undefined; raw = lines.next()) {
    const own = trimStart(raw)
    if (own === '' || isComment(own)) continue
    const next = continuation(trimLineEnd(raw), escapeToken)
    text += next.text
    if (next.isLast) break
  }
  return text
}

const isComment = (line: string): boolean => line.startsWith('#')

/** Whether a line is the last of its instruction, and its text without the character that continues it. */
function continuation(line: string, escapeToken: string): { text: string; isLast: boolean } {
  const text = trimBlanksEnd(line)
  const isContinued = text.endsWith(escapeToken) && text.at(-2) !== escapeToken
  return isContinued ? { text: text.slice(0, -1), isLast: false } : { text: line, isLast: true }
}

function skip({ name, ignoresTabs }: Heredoc, lines: SourceLines): void {
  for (let raw = lines.next(); raw !== undefined; raw = lines.next()) {
    const text = trimLineEnd(raw)
    if ((ignoresTabs ? trimTabs(text) : text) === name) return
  }
  throw new Invalid(`no line ${quote(name)} ends the here-document`)
}
