// The here-documents that an instruction begins (moby/buildkit, frontend/dockerfile/parser/parser.go, heredocsFromLine). Pure.

import { trimPatternStart } from './go-text.ts'
import type { Instruction } from './instruction.ts'
import { Invalid } from './invalid.ts'
import { splitWords } from './shell-word.ts'

export type Heredoc = {
  /** The line that ends it. */
  readonly name: string
  /** Whether tabs before that line don't count: `<<-`. */
  readonly ignoresTabs: boolean
}

/** Returns the here-documents of an instruction in the order of their bodies. */
export function heredocsOf(instruction: Instruction, line: string): Heredoc[] {
  const { keyword, json } = instruction.trigger ?? instruction
  if (json || !['add', 'copy', 'run'].includes(keyword) || !line.includes('<<')) return []
  let words: string[]
  try {
    words = splitWords(line, { quotes: true, escapes: true })
  } catch (error) {
    // Quotes that are not closed are the shell's business; BuildKit then finds no here-document.
    if (error instanceof Invalid) return []
    throw error
  }
  return words.flatMap((word) => parseHeredoc(word) ?? [])
}

/** Returns the here-document that a word begins, if it does. */
export function parseHeredoc(word: string): Heredoc | undefined {
  const found = /^[0-9]*<<(-?)/.exec(word)
  if (found === null) return undefined
  const after = word.slice(found[0].length)
  const rest = trimPatternStart(after)
  if (rest === '' || rest.includes('<')) return undefined
  const [name, ...others] = splitWords(rest, { quotes: false, escapes: false })
  if (name === undefined || others.length > 0) return undefined
  return { name, ignoresTabs: found[1] === '-' }
}
