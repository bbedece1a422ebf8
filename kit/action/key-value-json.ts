// Inputs of values that are `KEY=VALUE` lines or a JSON object, such as `toJSON(vars)`. No message shows a value. Pure.

import { type Node, type ParseError, parseTree } from 'jsonc-parser'
import { quote } from '../text/escape.ts'
import { type Input, trimWhitespace } from './inputs.ts'
import { type KeyValues, readKeyValueLines } from './key-value-lines.ts'

/**
 * Reads lines, or JSON if the text begins like it: no line of values begins with a bracket or a quote. Not masked as a whole: the runner
 * would mask each line of it, and with the line `{` nearly every output. The run has to mask the values.
 */
export const keyValues: Input<KeyValues> = (raw) => {
  const text = trimWhitespace(raw.replace(/^\uFEFF/, ''))
  return /^[[{"]/.test(text) ? readJson(text) : readKeyValueLines(raw)
}

const EXAMPLE = 'an object such as {"KEY": "value"} is needed'

function readJson(text: string): ReturnType<Input<KeyValues>> {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true })
  const [error] = errors
  if (!root || error)
    return {
      problems: [`it is not valid JSON at ${placeOf(text, error?.offset ?? 0)}; ${EXAMPLE}`],
    }
  if (root.type !== 'object')
    return { problems: [`it is a JSON ${root.type === 'array' ? 'list' : root.type}; ${EXAMPLE}`] }
  return entriesOf(text, root)
}

function entriesOf(text: string, { children = [] }: Node): ReturnType<Input<KeyValues>> {
  const values = new Map<string, string>()
  const problems: string[] = []
  for (const { offset, children: [key, value] = [] } of children) {
    const name = String(key?.value ?? '')
    const problem = problemOf(name, value, values)
    if (problem !== undefined) problems.push(`${placeOf(text, offset)}: ${quote(name)} ${problem}`)
    else values.set(name, stringOf(text, value))
  }
  return problems.length > 0 ? { problems } : { value: values }
}

function problemOf(name: string, value: Node | undefined, values: KeyValues): string | undefined {
  if (name === '') return 'is empty; a name is needed'
  if (values.has(name)) return 'is given twice'
  if (value?.type === 'object' || value?.type === 'array')
    return `is ${value.type === 'array' ? 'a list' : 'an object'}; its value must be a string`
  return undefined
}

/** Returns a number or a boolean as it is written: as a number of JavaScript, a long one would lose digits. Null is not a value. */
function stringOf(text: string, value: Node | undefined): string {
  if (value === undefined || value.type === 'null') return ''
  if (value.type === 'string') return String(value.value)
  return text.slice(value.offset, value.offset + value.length)
}

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`
}
