// The entries of an input that is a JSON object. No message shows a value. Pure.

import { type Node, type NodeType, type ParseError, parseTree } from 'jsonc-parser'
import { quote } from '../text/escape.ts'

export type JsonEntry = {
  readonly name: string
  readonly kind: NodeType
  /** A string, number or boolean; undefined for anything else. */
  readonly value: unknown
  /** The value as it is written. A number as JavaScript has it would lose digits. */
  readonly source: string
  /** Where the entry begins in the text. */
  readonly offset: number
}

export type JsonEntries =
  | { readonly entries: readonly JsonEntry[] }
  | { readonly problems: string[] }

const EXAMPLE = 'an object such as {"KEY": "value"} is needed'

/** Returns whether the text begins like JSON: no line of `KEY=VALUE` begins with a bracket or a quote. */
export const isJson = (text: string): boolean => /^[ \t\r\n\f\v]*[[{"]/.test(text)

/** Returns the entries in their order, or what is wrong with them. */
export function readJsonEntries(text: string): JsonEntries {
  const errors: ParseError[] = []
  const root = treeOf(text, errors)
  if (root === 'deep') return { problems: [`it is nested too deeply; ${EXAMPLE}`] }
  const [error] = errors
  if (!root || error)
    return {
      problems: [`it is not valid JSON at ${placeOf(text, error?.offset ?? 0)}; ${EXAMPLE}`],
    }
  if (root.type !== 'object')
    return { problems: [`it is a JSON ${root.type === 'array' ? 'list' : root.type}; ${EXAMPLE}`] }
  const entries = (root.children ?? []).map((property) => entryOf(text, property))
  const problems = nameProblems(text, entries)
  return problems.length > 0 ? { problems } : { entries }
}

/** The parser calls itself for each level. */
function treeOf(text: string, errors: ParseError[]): Node | undefined | 'deep' {
  try {
    return parseTree(text, errors, { disallowComments: true })
  } catch (error) {
    if (error instanceof RangeError) return 'deep'
    throw error
  }
}

function entryOf(text: string, { offset, children: [key, value] = [] }: Node): JsonEntry {
  return {
    name: String(key?.value ?? ''),
    kind: value?.type ?? 'null',
    value: value?.value,
    source: value ? text.slice(value.offset, value.offset + value.length) : '',
    offset,
  }
}

function nameProblems(text: string, entries: readonly JsonEntry[]): string[] {
  const seen = new Set<string>()
  return entries.flatMap(({ name, offset }) => {
    const problem =
      name === '' ? 'is empty; a name is needed' : seen.has(name) ? 'is given twice' : undefined
    seen.add(name)
    return problem === undefined ? [] : [`${placeOf(text, offset)}: ${quote(name)} ${problem}`]
  })
}

/** Returns `line 2, column 3`. */
export function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`
}
