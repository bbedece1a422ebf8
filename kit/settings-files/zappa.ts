// Zappa's settings, read as Zappa does: HJSON whatever the name, except for .yml, .yaml and .toml.

import parseHjson from 'hjson/lib/hjson-parse.js'
import { parse as parseToml } from 'smol-toml'
import { composeDocuments } from '../yaml/compose.ts'
import { withoutContent } from '../yaml/values.ts'
import { positionAt, type SettingsProblem } from './format.ts'
import { hjsonProblem } from './hjson.ts'
import { tomlProblem } from './toml.ts'

/** The names that Zappa looks for, in its order. */
export const ZAPPA_FILES = ['json', 'toml', 'yml', 'yaml'].map((end) => `zappa_settings.${end}`)

/** Returns the stages by name, or why there are none, with the position. */
export function zappaSettings(
  path: string,
  text: string,
): { readonly stages: Readonly<Record<string, unknown>> } | SettingsProblem {
  const read = dataOf(path, text)
  if ('problem' in read) return read
  return isObject(read.value)
    ? { stages: read.value }
    : { problem: 'it has no stages (objects keyed by name)' }
}

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
    // The error's message has the name of the alias, which may be a value that lacks its quotes.
    return {
      problem: 'it is not valid YAML (an alias, *name, has no anchor or expands to too much)',
    }
  }
}

function composedOf(text: string): ReturnType<typeof composeDocuments> | undefined {
  try {
    return composeDocuments(text, { version: '1.1', merge: true, logLevel: 'silent' })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
