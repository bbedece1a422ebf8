// Schemas describe a configuration once: each reads YAML nodes into values, reports every mistake with its position, and gives
// the corresponding JSON Schema.

import type { Position, Problem } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { suggestion } from '../text/suggest.ts'
import type { Node } from './parse.ts'

export type JsonSchema = { readonly [key: string]: unknown }

export type Report = (message: string, at: Position) => void

export type Schema<T> = {
  /** A function, since runs of an action don't need it. */
  readonly jsonSchema: () => JsonSchema
  /** Returns undefined after at least one reported problem. */
  readonly read: (node: Node, report: Report) => T | undefined
}

/** A value with its position in the file. */
export type Located<T> = { readonly value: T; readonly at: Position }

/** Reads the node of a whole file. Returns every problem; the value is complete only if there are none. */
export function readValue<T>(
  schema: Schema<T>,
  node: Node,
): { value: T | undefined; problems: Problem[] } {
  const problems: Problem[] = []
  const value = schema.read(node, (message, at) => problems.push({ message, at }))
  return { value, problems }
}

/** A string. `problem` returns what is wrong with one; the JSON Schema describes the same strings. */
export function text(
  jsonSchema: () => JsonSchema = () => ({ minLength: 1 }),
  problem: (value: string) => string | undefined = (value) =>
    value === '' ? 'must not be empty' : undefined,
): Schema<string> {
  return {
    jsonSchema: () => ({ type: 'string', ...jsonSchema() }),
    read(node, report) {
      if (node.kind !== 'scalar' || typeof node.value !== 'string') {
        report(`expected a string, got ${named(node)}${asString(node)}`, node.at)
        return undefined
      }
      const wrong = problem(node.value)
      if (wrong === undefined) return node.value
      report(`${quote(node.value)} ${wrong}`, node.at)
      return undefined
    },
  }
}

/** What makes a string of a number or flag; `{number}` without quotes is a map. */
function asString(node: Node): string {
  if (node.kind === 'scalar' && node.value !== null)
    return ' (put it in quotes to make it a string)'
  const [entry, more] = node.kind === 'map' ? node.entries : []
  const empty = entry?.value.kind === 'scalar' && entry.value.value === null
  return entry && empty && !more ? `; write '{${entry.key}}' in quotes to make it a string` : ''
}

/** Any string, including the empty one. */
export const anyText: Schema<string> = text(
  () => ({}),
  () => undefined,
)

/** A string that matches a regular expression. `wanted` completes the sentence `"x" is not ...`. */
export function textLike(expression: RegExp, wanted: string): Schema<string> {
  return text(
    () => ({ pattern: expression.source }),
    (value) => (expression.test(value) ? undefined : `is not ${wanted}`),
  )
}

/** One word of a fixed choice. `what` completes the sentence `"x" is not ...`. */
export function choice<const W extends string>(words: readonly W[], what: string): Schema<W> {
  return {
    jsonSchema: () => ({ enum: words }),
    read(node, report) {
      const written = node.kind === 'scalar' && node.value !== null ? node.source : undefined
      const word = words.find((one) => node.kind === 'scalar' && one === node.value)
      if (word !== undefined) return word
      if (written === undefined) report(`expected a string, got ${named(node)}`, node.at)
      else
        report(
          `${quote(written)} is not ${what}${suggestion(written, words, 'there are')}`,
          node.at,
        )
      return undefined
    },
  }
}

/** An integer between two bounds. */
export function integer(from: number, to: number): Schema<number> {
  return {
    jsonSchema: () => ({ type: 'integer', minimum: from, maximum: to }),
    read(node, report) {
      const value = node.kind === 'scalar' ? node.value : undefined
      if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) {
        return value
      }
      report(`expected an integer from ${from} to ${to}, got ${named(node)}`, node.at)
      return undefined
    },
  }
}

/** `true` or `false`. */
export const flag: Schema<boolean> = {
  jsonSchema: () => ({ type: 'boolean' }),
  read(node, report) {
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value
    report(`expected true or false, got ${named(node)}`, node.at)
    return undefined
  },
}

/** The first schema for nodes of a kind, else the second. */
export function either<A, B>(
  kind: Node['kind'],
  schema: Schema<A>,
  otherwise: Schema<B>,
): Schema<A | B> {
  return {
    jsonSchema: () => ({ anyOf: [schema.jsonSchema(), otherwise.jsonSchema()] }),
    read: (node, report) =>
      node.kind === kind ? schema.read(node, report) : otherwise.read(node, report),
  }
}

/** A value with its position. */
export function located<T>(schema: Schema<T>): Schema<Located<T>> {
  return {
    jsonSchema: schema.jsonSchema,
    read(node, report) {
      const value = schema.read(node, report)
      return value === undefined ? undefined : { value, at: node.at }
    },
  }
}

/** Returns a node's description for messages. */
export function named(node: Node): string {
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'a list' : 'a map'
  if (node.value === null) return 'nothing'
  if (typeof node.value === 'string') return `the string ${quote(node.value)}`
  return quote(node.source || String(node.value))
}
