// Versions in TOML: pyproject.toml, Cargo.toml, any other by its key.

import { parse, type TomlError } from 'smol-toml'
import { isSamePath, locateValues } from '../text/locate-values.ts'
import { tomlMessage } from '../text/toml-error.ts'
import { only, type VersionRange, type VersionRanges } from './version-range.ts'

/** Finds a string by its dotted key; of several keys, by the only one that exists. */
export function inToml(text: string, keys: readonly string[]): VersionRanges {
  let table: unknown
  try {
    table = parse(text)
  } catch (error) {
    const { line = 1 } = error as TomlError
    return { problem: `it is not valid TOML (line ${line}: ${tomlMessage(error)})` }
  }
  const present = keys.filter((key) => typeof valueAt(table, key) === 'string')
  const dynamic = valueAt(table, 'project.dynamic')
  if (present.length === 0 && Array.isArray(dynamic) && dynamic.includes('version')) {
    return { problem: '"version" is dynamic: stamp the file that it is read from' }
  }
  if (present.length === 0 && valueAt(table, 'package.version.workspace') === true) {
    return {
      problem: 'its version is that of the workspace: stamp the Cargo.toml with [workspace]',
    }
  }
  const called = keys.join(' or ')
  const [key] = present
  if (key === undefined) return { problem: `it has no string ${called}` }
  if (present.length > 1)
    return { problem: `it has both ${present.join(' and ')}; name one of them` }
  return only(placesOf(text, key, String(valueAt(table, key))), called)
}

/** The parser gives no positions. So every string with this content is changed in turn; the right one changes the value at the key. */
function placesOf(text: string, key: string, value: string): VersionRange[] {
  const quoted = new RegExp(`(["'])${value.replace(/\W/g, '\\$&')}\\1`, 'g')
  const ranges = [...text.matchAll(quoted)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }))
  return locateValues(text, ranges, parse)
    .filter(({ path }) => isSamePath(path, key.split('.')))
    .map(({ start, end }) => ({ start: start + 1, end: end - 1, key }))
}

function valueAt(table: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((value, name) => {
    const isTable = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    return isTable ? (value as Record<string, unknown>)[name] : undefined
  }, table)
}
