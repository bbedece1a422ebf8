// Zappa's settings, read as Zappa does: HJSON whatever the name, except for .yml, .yaml and .toml.

import parseHjson from 'hjson/lib/hjson-parse.js'
import { parse as parseToml } from 'smol-toml'
import { type Document, visit } from 'yaml'
import type { Position } from '../action/user-error.ts'
import type { DataPath } from '../text/locate-values.ts'
import { composeDocuments } from '../yaml/compose.ts'
import { withoutContent } from '../yaml/values.ts'
import { positionAt, type SettingsProblem } from './format.ts'
import { hjsonProblem } from './hjson.ts'
import { keyPosition } from './key-position.ts'
import { tomlProblem } from './toml.ts'
import { unreadableText } from './unreadable-text.ts'

/** The names that Zappa looks for, in its order. */
export const ZAPPA_FILES = ['json', 'toml', 'yml', 'yaml'].map((end) => `zappa_settings.${end}`)

export type ZappaSettings = {
  /** The stages by name. */
  readonly stages: Readonly<Record<string, unknown>>
  /** Returns the position of a key, or of the nearest key above it that the file has. */
  readonly positionOf: (path: DataPath) => Position | undefined
}

/** Returns the stages, or why there are none, with the position. */
export function zappaSettings(path: string, text: string): ZappaSettings | SettingsProblem {
  const unreadable = unreadableText(text)
  if (unreadable) return unreadable
  const read = dataOf(path, text)
  if ('problem' in read) return read
  if (!isObject(read.value)) {
    const what = Array.isArray(read.value) ? 'it is a list' : 'it has no stages'
    return { problem: `${what}; an object of stages by their names is needed`, at: START }
  }
  const parse = (changed: string): unknown => {
    const again = dataOf(path, changed)
    return 'problem' in again ? undefined : again.value
  }
  return { stages: read.value, positionOf: (keys) => keyPosition(text, keys, parse) }
}

const START = { line: 1, column: 1 }

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

function dataOf(path: string, text: string): { readonly value: unknown } | SettingsProblem {
  if (/\.ya?ml$/.test(path)) return yamlData(text)
  const [parse, toProblem] = path.endsWith('.toml')
    ? ([parseToml, tomlProblem] as const)
    : ([parseHjson, hjsonProblem] as const)
  try {
    return { value: parse(text) }
  } catch (error) {
    return toProblem(error)
  }
}

/** As PyYAML reads it: YAML 1.1, in which `yes` is true. */
function yamlData(text: string): { readonly value: unknown } | SettingsProblem {
  const documents = composedOf(text)
  if (!documents) return { problem: 'it is nested too deeply' }
  const [document, second] = documents
  const error = document?.errors[0]
  const offset = error?.pos[0] ?? second?.range[0]
  if (offset !== undefined) {
    const message = error ? withoutContent(error.message) : 'a second document begins'
    return { problem: `it is not valid YAML (${message})`, at: positionAt(text, offset) }
  }
  try {
    return { value: document?.toJS({ maxAliasCount: 100 }) as unknown }
  } catch {
    const alias = document && unresolvedAlias(document)
    // The error's message has the name of the alias, which may be a value that lacks its quotes.
    return {
      problem: 'it is not valid YAML (an alias, *name, has no anchor or expands to too much)',
      ...(alias === undefined ? {} : { at: positionAt(text, alias) }),
    }
  }
}

/** Returns the offset of the first alias without an anchor. */
function unresolvedAlias(document: Document.Parsed): number | undefined {
  let offset: number | undefined
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return undefined
      offset = alias.range?.[0]
      return visit.BREAK
    },
  })
  return offset
}

function composedOf(text: string): ReturnType<typeof composeDocuments> | undefined {
  try {
    return composeDocuments(text, { version: '1.1', merge: true, logLevel: 'silent' })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
