// Versions in files of any kind: the whole file, or a marked line.

import { only, type VersionRanges } from './version-range.ts'

/** Finds the version in a file that contains nothing else. A leading `v` stays. */
export function inWhole(text: string): VersionRanges {
  const [, before = '', value = ''] = /^(\s*v?)(\S*)\s*$/i.exec(text) ?? []
  if (!isVersion(value)) return { problem: 'it must contain one version and nothing else' }
  return [{ start: before.length, end: before.length + value.length, key: 'the file' }]
}

/** Returns whether a string may be a version in any scheme: a digit, then characters of versions. */
function isVersion(text: string): boolean {
  return /^\d[0-9A-Za-z.+!_~-]*$/.test(text)
}

const MARK = 'towpath:version'

/** Returns whether a string has a line with the mark. */
export function isMarked(text: string): boolean {
  return MARKED.test(text)
}

const MARKED = /towpath:version(?![\w-])/

/** Finds the only version on the line with the mark: a whole word that starts with a number and a dot. */
export function inMarkedLine(text: string): VersionRanges {
  let start = 0
  const lines = text.split('\n').flatMap((line) => {
    const at = start
    start += line.length + 1
    return MARKED.test(line) ? [{ line, at }] : []
  })
  const [marked] = lines
  if (!marked) return { problem: `no line contains the mark ${MARK}` }
  if (lines.length > 1) return { problem: `${lines.length} lines contain the mark ${MARK}` }
  const { line, at } = marked
  const words = [...line.matchAll(/(?<![\w.!+-])v?(\d[0-9A-Za-z.+!_~-]*)/gi)]
  const inNames = [...line.matchAll(/(?<=[A-Za-z]-)(\d[0-9A-Za-z.+!_~-]*)/g)]
  const versions = [...words, ...inNames].flatMap(({ index, 0: all, 1: word = '' }) => {
    const version = word.replace(/(?:\.(?:tar|zip|tgz|whl|gz|git)\b.*|[.!+_~-]+)$/, '')
    const from = at + index + all.length - word.length
    // A number without a dot may be anything.
    return version.includes('.') ? [{ start: from, end: from + version.length, key: MARK }] : []
  })
  return only(versions, 'version on the marked line')
}
