// The inputs `inputs` and `payload`: a JSON object, or `key=value` lines. No message shows a value. Pure.

import { type Input, trimWhitespace } from '../../../../kit/action/inputs.ts'
import { isJson, type JsonEntry, readJsonEntries } from '../../../../kit/action/json-entries.ts'
import { type KeyValues, readLines } from '../../../../kit/action/key-value-lines.ts'

export type Fields = {
  /** JSON: what was given, byte for byte, or made of the lines. Empty if the input is. */
  readonly json: string
  /** Each value as a string: one that is not a string as the JSON that was given for it, null as an empty one. */
  readonly texts: KeyValues
  /** Each value as JSON has it. Numbers keep their digits. */
  readonly values: Readonly<Record<string, unknown>>
}

export const NO_FIELDS: Fields = { json: '', texts: new Map(), values: {} }

/** Reads the input. */
export const fields: Input<Fields> = (raw) => {
  const text = raw.replace(/^\uFEFF/, '')
  if (trimWhitespace(text) === '') return { value: NO_FIELDS }
  return isJson(text) ? jsonFields(raw, text) : lineFields(text)
}

function jsonFields(raw: string, text: string): ReturnType<Input<Fields>> {
  const read = readJsonEntries(trimWhitespace(text))
  if ('problems' in read) return read
  const texts = new Map(read.entries.map((entry) => [entry.name, textOf(entry)]))
  return { value: { json: raw, texts, values: parse(text, keepDigits) } }
}

function lineFields(text: string): ReturnType<Input<Fields>> {
  const read = readLines(text, ANY_KEY)
  if (!('value' in read)) return read
  const values = Object.fromEntries(read.value)
  return { value: { json: JSON.stringify(values), texts: read.value, values } }
}

/** A form has keys such as `variables[STAGE]`, an input of a workflow such as `docker-tag`. */
const ANY_KEY = { key: /^[^\s=](?:[^=]*[^\s=])?$/, described: 'key=value' }

/** Returns the fields with one more, such as the correlation. */
export function withField(given: Fields, name: string, value: string): Fields {
  const values = { ...given.values, [name]: value }
  return { json: JSON.stringify(values), texts: new Map([...given.texts, [name, value]]), values }
}

const textOf = ({ kind, source, value }: JsonEntry): string =>
  kind === 'string' ? String(value) : kind === 'null' ? '' : source

/** In Node since 21, but not in TypeScript's library yet. */
const { parse, rawJSON } = JSON as unknown as {
  parse(text: string, revive: Reviver): Readonly<Record<string, unknown>>
  rawJSON(source: string): unknown
}

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown

/** A number of JavaScript would lose digits of a long one, and make null of one that is too large. */
const keepDigits: Reviver = (_, value, { source }) =>
  typeof value === 'number' && source !== undefined && String(value) !== source
    ? rawJSON(source)
    : value
