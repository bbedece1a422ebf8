// Shapes describe a configuration once: each reads YAML nodes into values, reports every mistake with its place, and gives
// the JSON Schema of what it takes.
import type { Place, Problem } from '../errors.ts'
import { quote } from '../safe-text.ts'
import { suggestion } from '../suggest.ts'
import type { Entry, Node } from './yaml.ts'

export type JsonSchema = { readonly [key: string]: unknown }

export type Report = (message: string, at: Place) => void

export type Shape<T> = {
  /** Made when it is asked for: a run of an action never does. */
  readonly schema: () => JsonSchema
  /** Returns undefined after it reported at least one problem. */
  readonly read: (node: Node, report: Report) => T | undefined
}

/** A value with its place in the file. */
export type Located<T> = { readonly value: T; readonly at: Place }

/** Reads a whole file's node. Returns every problem; the value is whole only when there are none. */
export function readShape<T>(
  shape: Shape<T>,
  node: Node,
): { value: T | undefined; problems: Problem[] } {
  const problems: Problem[] = []
  const value = shape.read(node, (message, at) => problems.push({ message, at }))
  return { value, problems }
}

/** Text. `problem` says what is wrong with a text, `schema` describes the same texts. */
export function text(
  schema: () => JsonSchema = () => ({ minLength: 1 }),
  problem: (value: string) => string | undefined = (value) =>
    value === '' ? 'must not be empty' : undefined,
): Shape<string> {
  return {
    schema: () => ({ type: 'string', ...schema() }),
    read(node, report) {
      if (node.kind !== 'scalar' || typeof node.value !== 'string') {
        report(`expected text, got ${named(node)}`, node.at)
        return undefined
      }
      const wrong = problem(node.value)
      if (wrong === undefined) return node.value
      report(`${quote(node.value)} ${wrong}`, node.at)
      return undefined
    },
  }
}

/** Any text, the empty one too. */
export const anyText: Shape<string> = text(
  () => ({}),
  () => undefined,
)

/** Text that a regular expression takes. `wanted` completes the sentence `"x" is not ...`. */
export function textLike(expression: RegExp, wanted: string): Shape<string> {
  return text(
    () => ({ pattern: expression.source }),
    (value) => (expression.test(value) ? undefined : `is not ${wanted}`),
  )
}

/** One word of a fixed choice. `what` completes the sentence `"x" is not ...`. */
export function choice<const W extends string>(words: readonly W[], what: string): Shape<W> {
  const { read } = text(
    () => ({}),
    (value) =>
      words.some((word) => word === value)
        ? undefined
        : `is not ${what}${suggestion(value, words, 'there are')}`,
  )
  return {
    schema: () => ({ enum: words }),
    read: (node, report) => read(node, report) as W | undefined,
  }
}

/** A whole number between two bounds. */
export function integer(from: number, to: number): Shape<number> {
  return {
    schema: () => ({ type: 'integer', minimum: from, maximum: to }),
    read(node, report) {
      const value = node.kind === 'scalar' ? node.value : undefined
      if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) {
        return value
      }
      report(`expected a whole number from ${from} to ${to}, got ${named(node)}`, node.at)
      return undefined
    },
  }
}

/** `true` or `false`. */
export const flag: Shape<boolean> = {
  schema: () => ({ type: 'boolean' }),
  read(node, report) {
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value
    report(`expected true or false, got ${named(node)}`, node.at)
    return undefined
  },
}

/** A list of at least one value. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    schema: () => ({ type: 'array', items: item.schema(), minItems: 1 }),
    read(node, report) {
      if (node.kind !== 'list') {
        report(`expected a list, got ${named(node)}`, node.at)
        return undefined
      }
      if (node.items.length === 0) report('the list is empty', node.at)
      return whole(node.items.map((entry) => item.read(entry, report)))
    },
  }
}

/** A list of 1 to `most` texts, none of them twice. */
export function textList<T>(item: Shape<T>, most = 256): Shape<readonly T[]> {
  const all = list(item)
  return {
    schema: () => ({ ...all.schema(), maxItems: most, uniqueItems: true }),
    read(node, report) {
      const entries = node.kind === 'list' ? node.items : []
      if (entries.length > most) {
        report(`the list has ${entries.length} entries; ${most} are the most`, node.at)
      }
      const seen = new Set<unknown>()
      for (const entry of entries) {
        if (entry.kind !== 'scalar') continue
        if (seen.has(entry.value))
          report(`${quote(entry.source)} stands in this list twice`, entry.at)
        seen.add(entry.value)
      }
      return all.read(node, report)
    },
  }
}

/** One text, or a list of them. */
export function oneOrMany<T>(item: Shape<T>): Shape<readonly T[]> {
  const many = textList(item)
  return {
    schema: () => ({ anyOf: [item.schema(), many.schema()] }),
    read(node, report) {
      if (node.kind === 'list') return many.read(node, report)
      const value = item.read(node, report)
      return value === undefined ? undefined : [value]
    },
  }
}

/** The first shape for a node of its own kind, else the second. */
export function either<A, B>(
  kind: Node['kind'],
  shape: Shape<A>,
  otherwise: Shape<B>,
): Shape<A | B> {
  return {
    schema: () => ({ anyOf: [shape.schema(), otherwise.schema()] }),
    read: (node, report) =>
      node.kind === kind ? shape.read(node, report) : otherwise.read(node, report),
  }
}

/** The shape's value together with its place. */
export function located<T>(shape: Shape<T>): Shape<Located<T>> {
  return {
    schema: shape.schema,
    read(node, report) {
      const value = shape.read(node, report)
      return value === undefined ? undefined : { value, at: node.at }
    },
  }
}

/** A map from keys of the user's choice. */
export function record<T>(
  key: Shape<string>,
  value: Shape<T>,
): Shape<ReadonlyMap<string, Located<T>>> {
  return {
    schema: () => ({
      type: 'object',
      propertyNames: key.schema(),
      additionalProperties: value.schema(),
    }),
    read(node, report) {
      const entries = entriesOf(node, report)
      if (!entries) return undefined
      const values = new Map<string, Located<T>>()
      let sound = true
      for (const entry of entries) {
        const name = key.read(
          { kind: 'scalar', value: entry.key, source: entry.key, at: entry.keyAt },
          report,
        )
        const read = value.read(entry.value, report)
        if (name === undefined || read === undefined) sound = false
        else values.set(name, { value: read, at: entry.keyAt })
      }
      return sound ? values : undefined
    },
  }
}

export type Field<T> = { readonly shape: Shape<T>; readonly needed: boolean; readonly says: string }

type Fields = Readonly<Record<string, Field<unknown>>>

type Values<F extends Fields> = {
  readonly [K in keyof F]?: F[K] extends Field<infer T> ? T : never
}

/** Keys that one map may or must hold together. */
export type Rule = {
  readonly schema: () => JsonSchema
  readonly check: (keys: ReadonlyMap<string, Entry>, report: Report, at: Place) => void
}

/** A key that may be left out; `says` is what editors show. */
export const optional = <T>(shape: Shape<T>, says: string): Field<T> => ({
  shape,
  needed: false,
  says,
})

/** A key that must be there. */
export const needed = <T>(shape: Shape<T>, says: string): Field<T> => ({
  shape,
  needed: true,
  says,
})

/** A map of known keys. `called` is its name in messages, such as `a route`. */
export function object<F extends Fields>(
  called: string,
  fields: F,
  rules: readonly Rule[] = [],
): Shape<Values<F> & { readonly at: Place }> {
  const names = Object.keys(fields)
  const must = names.filter((name) => fields[name]?.needed)
  return {
    schema: () => ({
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(fields).map(([name, { shape, says }]) => [
          name,
          { description: says, ...shape.schema() },
        ]),
      ),
      additionalProperties: false,
      ...(must.length > 0 ? { required: must } : {}),
      ...(rules.length > 0 ? { allOf: rules.map(({ schema }) => schema()) } : {}),
    }),
    read(node, report) {
      const entries = entriesOf(node, report)
      if (!entries) return undefined
      const values: Record<string, unknown> = { at: node.at }
      const keys = new Map<string, Entry>()
      for (const entry of entries) {
        const field = Object.hasOwn(fields, entry.key) ? fields[entry.key] : undefined
        if (field) {
          keys.set(entry.key, entry)
          values[entry.key] = field.shape.read(entry.value, report)
        } else {
          const meant = suggestion(entry.key, names, 'its keys are')
          report(`${quote(entry.key)} is not a key of ${called}${meant}`, entry.keyAt)
        }
      }
      for (const name of must)
        if (!keys.has(name)) report(`${called} needs ${quote(name)}`, node.at)
      for (const rule of rules) rule.check(keys, report, node.at)
      return values as Values<F> & { at: Place }
    },
  }
}

function entriesOf(node: Node, report: Report): readonly Entry[] | undefined {
  if (node.kind === 'map') return node.entries
  report(`expected a map of keys, got ${named(node)}`, node.at)
  return undefined
}

function whole<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  const present = values.filter((value) => value !== undefined)
  return present.length === values.length ? present : undefined
}

function named(node: Node): string {
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'a list' : 'a map'
  if (node.value === null) return 'nothing'
  if (typeof node.value === 'string') return `the text ${quote(node.value)}`
  return `${quote(node.source || String(node.value))} (put it in quotes if it is meant as text)`
}
