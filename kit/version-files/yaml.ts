// Versions in YAML: Chart.yaml, any other by its key.

import { type YamlValue, yamlValues } from '../yaml/values.ts'
import { notValid, only, type VersionRange, type VersionRanges } from './version-range.ts'

/** Finds a string by its dotted key. */
export function inYaml(text: string, key: string): VersionRanges {
  const read = yamlValues(text)
  if ('message' in read) return notValid('YAML', text, read.offset, read.message)
  const matches = read.values.filter(({ path }) => path.join('.') === key)
  return only(
    matches.flatMap((value) => placeOf(value, key)),
    key,
  )
}

function placeOf({ kind, range, tag, text }: YamlValue, key: string): VersionRange[] {
  if (!range) return []
  const { start, end } = range
  if (kind === 'quoted') return [{ start: start + 1, end: end - 1, key }]
  const isString = kind === 'plain' && tag === '' && !/^(?:null|~)$/i.test(text)
  return isString ? [{ start, end, key, spell: quotedWhereNeeded }] : []
}

/**
 * Finds the version of a pubspec.yaml. A build number after it is incremented: app stores refuse a number that they know
 * (https://dart.dev/tools/pub/pubspec#version).
 */
export function inPubspec(text: string, key: string): VersionRanges {
  const ranges = inYaml(text, key)
  if ('problem' in ranges) return ranges
  return ranges.map((range) => {
    const number = /\+(\d+)$/.exec(text.slice(range.start, range.end))?.[1]
    if (number === undefined) return range
    const value = (version: string): string =>
      `${version.replace(/\+.*/, '')}+${BigInt(number) + 1n}`
    return { ...range, value }
  })
}

/** Without quotes, `1.10` is the number 1.1, `1e5` is a number too, and `2026-11-15` is a date. Three numbers with dots are a string. */
const quotedWhereNeeded = (version: string): string =>
  /^v?\d+\.\d+\.\d/.test(version) ? version : `"${version}"`
