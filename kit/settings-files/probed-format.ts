// Formats whose parsers give no positions: HJSON and TOML. Values are located by changing each string that may be an empty value.

import { isDeepStrictEqual } from 'node:util'
import { type DataPath, isSamePath, locateValues } from '../text/locate-values.ts'
import { dotted } from './dotted-path.ts'
import { quoted } from './double-quoted.ts'
import type { Format, SettingsField, SettingsProblem } from './format.ts'
import { keyPosition } from './key-position.ts'

type Parse = (text: string) => unknown

/** Makes a format from its parser, a conversion of its errors, and an expression for empty values. */
export function dataFormat(
  parse: Parse,
  toProblem: (error: unknown) => SettingsProblem,
  empties: RegExp,
): Format {
  return {
    fields(text, path) {
      const read = attempt(() => parse(text), toProblem)
      if ('problem' in read) return read
      const object = objectAt(read.value, path)
      if ('problem' in object) return withKeyPosition(object, text, path, parse)
      const ranges = [...text.matchAll(empties)].map(({ index, 0: { length } }) => ({
        start: index,
        end: index + length,
      }))
      const located = locateValues(text, ranges, parse).filter((one) =>
        isSamePath(one.path.slice(0, -1), path),
      )
      const places = new Map(located.map((one) => [one.path.at(-1), one]))
      return Object.entries(object.value).map(([name, value]): SettingsField => {
        return { name, isEmpty: value === '' || value === null, range: places.get(name) }
      })
    },
    spell: quoted,
    same: sameData(parse),
  }
}

/** Adds the position of the key that a problem is about, or of the one above it. */
export function withKeyPosition(
  { problem }: SettingsProblem,
  text: string,
  path: DataPath,
  parse: Parse,
): SettingsProblem {
  return { problem, at: keyPosition(text, path, parse) ?? { line: 1, column: 1 } }
}

/** Compares the parsed content of two files. */
export function sameData(parse: Parse): Format['same'] {
  return (before, after, path, values) => {
    const expected = parse(before)
    const object = objectAt(expected, path)
    if ('problem' in object) return false
    for (const [name, value] of values) object.value[name] = value
    return isDeepStrictEqual(parse(after), expected)
  }
}

function attempt<T>(
  read: () => T,
  toProblem: (error: unknown) => SettingsProblem,
): { readonly value: T } | SettingsProblem {
  try {
    return { value: read() }
  } catch (error) {
    if (error instanceof RangeError) throw error
    return toProblem(error)
  }
}

/** Returns the object at a path of the data, with indices for arrays. */
export function objectAt(
  data: unknown,
  path: DataPath,
): { readonly value: Record<string, unknown> } | SettingsProblem {
  let value = data
  for (const [depth, key] of path.entries()) {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    if (!isThere) return { problem: `it has no ${dotted(path.slice(0, depth + 1))}` }
    value = (value as Record<string, unknown>)[key]
  }
  return isObject(value) ? { value } : noObject(path)
}

/** A TOML date is an object in JavaScript only. */
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

export const noObject = (path: DataPath): SettingsProblem => ({
  problem:
    path.length === 0
      ? 'it does not contain an object'
      : `${dotted(path)} is not an object; "at" must be the path of the object to fill`,
})
