// Schemas of collections: lists, and maps with known or free keys.

import type { Position } from '../action/user-error.ts'
import { quote, visible } from '../text/escape.ts'
import { suggestion } from '../text/suggest.ts'
import type { Entry, Node } from './parse.ts'
import { type JsonSchema, type Located, named, type Report, type Schema } from './schema.ts'

/** A list with at least one value. */
export function list<T>(item: Schema<T>): Schema<readonly T[]> {
  return {
    jsonSchema: () => ({ type: 'array', items: item.jsonSchema(), minItems: 1 }),
    read(node, report) {
      if (node.kind !== 'list') {
        report(`expected a list, got ${named(node)}${asList(node)}`, node.at)
        return undefined
      }
      if (node.items.length === 0) report('the list is empty', node.at)
      return allOf(node.items.map((entry) => item.read(entry, report)))
    },
  }
}

function asList(node: Node): string {
  if (node.kind === 'map') return '; each entry of a list starts with "- "'
  return node.kind === 'scalar' && node.source !== '' ? `; write [${visible(node.source)}]` : ''
}

/** A list of 1 to `most` different strings. */
export function textList<T>(item: Schema<T>, most = 256): Schema<readonly T[]> {
  const all = list(item)
  return {
    jsonSchema: () => ({ ...all.jsonSchema(), maxItems: most, uniqueItems: true }),
    read(node, report) {
      const entries = node.kind === 'list' ? node.items : []
      if (entries.length > most) {
        report(`the list has ${entries.length} entries; at most ${most} are allowed`, node.at)
      }
      const seen = new Set<unknown>()
      for (const entry of entries) {
        if (entry.kind !== 'scalar') continue
        if (seen.has(entry.value)) report(`${quote(entry.source)} is in this list twice`, entry.at)
        seen.add(entry.value)
      }
      return all.read(node, report)
    },
  }
}

/** A value, or a list of values. */
export function oneOrMany<T>(item: Schema<T>): Schema<readonly T[]> {
  const many = textList(item)
  return {
    jsonSchema: () => ({ anyOf: [item.jsonSchema(), many.jsonSchema()] }),
    read(node, report) {
      if (node.kind === 'list') return many.read(node, report)
      const value = item.read(node, report)
      return value === undefined ? undefined : [value]
    },
  }
}

/** A map whose keys the user chooses. */
export function record<T>(
  key: Schema<string>,
  value: Schema<T>,
): Schema<ReadonlyMap<string, Located<T>>> {
  return {
    jsonSchema: () => ({
      type: 'object',
      propertyNames: key.jsonSchema(),
      additionalProperties: value.jsonSchema(),
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

export type Field<T> = {
  readonly schema: Schema<T>
  readonly needed: boolean
  readonly description: string
}

type Fields = Readonly<Record<string, Field<unknown>>>

type Values<F extends Fields> = {
  readonly [K in keyof F]?: F[K] extends Field<infer T> ? T : never
}

/** Where a map and its keys are in the file. */
export type Places = { readonly at: Position; readonly keysAt: ReadonlyMap<string, Position> }

/** A rule about several keys of a map. */
export type Rule = {
  readonly jsonSchema: () => JsonSchema
  readonly check: (keys: ReadonlyMap<string, Entry>, report: Report, at: Position) => void
}

/** An optional key; editors show `description`. */
export const optional = <T>(schema: Schema<T>, description: string): Field<T> => ({
  schema,
  needed: false,
  description,
})

/** A required key. */
export const needed = <T>(schema: Schema<T>, description: string): Field<T> => ({
  schema,
  needed: true,
  description,
})

/** A map of known keys. `called` is its name in messages, such as `a route`; `advice` says what to write for keys of other tools. */
export function object<F extends Fields>(
  called: string,
  fields: F,
  rules: readonly Rule[] = [],
  advice: Readonly<Record<string, string>> = {},
): Schema<Values<F> & Places> {
  const names = Object.keys(fields)
  const must = names.filter((name) => fields[name]?.needed)
  return {
    jsonSchema: () => ({
      ...{ type: 'object', properties: propertiesOf(fields), additionalProperties: false },
      ...(must.length > 0 ? { required: must } : {}),
      ...(rules.length > 0 ? { allOf: rules.map(({ jsonSchema }) => jsonSchema()) } : {}),
    }),
    read(node, report) {
      const entries = entriesOf(node, report)
      if (!entries) return undefined
      const keysAt = new Map(entries.map(({ key, keyAt }) => [key, keyAt]))
      const values: Record<string, unknown> = { at: node.at, keysAt }
      const keys = new Map<string, Entry>()
      for (const entry of entries) {
        const field = Object.hasOwn(fields, entry.key) ? fields[entry.key] : undefined
        if (field) {
          keys.set(entry.key, entry)
          values[entry.key] = field.schema.read(entry.value, report)
        } else {
          const meant = meantBy(entry.key, names, advice)
          report(`${quote(entry.key)} is not a key of ${called}${meant}`, entry.keyAt)
        }
      }
      for (const name of must)
        if (!keys.has(name)) report(`${called} needs ${quote(name)}`, node.at)
      for (const rule of rules) rule.check(keys, report, node.at)
      return values as Values<F> & Places
    },
  }
}

const propertiesOf = (fields: Fields): JsonSchema =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { schema, description }]) => [
      name,
      { description, ...schema.jsonSchema() },
    ]),
  )

function meantBy(
  key: string,
  names: readonly string[],
  advice: Readonly<Record<string, string>>,
): string {
  if (Object.hasOwn(advice, key)) return `; ${advice[key]}`
  if (key === '<<') return '; merge keys are not supported; an alias can replace a whole value'
  return suggestion(key, names, 'its keys are')
}

function entriesOf(node: Node, report: Report): readonly Entry[] | undefined {
  if (node.kind === 'map') return node.entries
  report(`expected a map of keys, got ${named(node)}`, node.at)
  return undefined
}

function allOf<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  const present = values.filter((value) => value !== undefined)
  return present.length === values.length ? present : undefined
}
