// Versions in files of any kind: the whole file, or a marked line.
import { only, type VersionRanges } from './version-range.ts'

/** A file that holds a version and nothing else. A `v` before it stays. */
export function inWhole(text: string): VersionRanges {
  const [, before = '', value = ''] = /^(\s*v?)(\S*)\s*$/i.exec(text) ?? []
  if (!isVersion(value)) return { problem: 'it must contain one version and nothing else' }
  return [{ start: before.length, end: before.length + value.length, key: 'the file' }]
}

/** A text that a version could be, of whatever scheme: a digit, and then what tags and files have in versions. */
function isVersion(text: string): boolean {
  return /^\d[0-9A-Za-z.+!_~-]*$/.test(text)
}

const MARK = 'towpath:version'

/** Whether a text has a line with the mark. */
export function isMarked(text: string): boolean {
  return MARKED.test(text)
}

const MARKED = /towpath:version(?![\w-])/

/** The one version on the line that holds the mark: a word that begins with a number and a dot, as a whole. */
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
  const found = [...words, ...inNames].flatMap(({ index, 0: all, 1: word = '' }) => {
    const version = word.replace(/(?:\.(?:tar|zip|tgz|whl|gz|git)\b.*|[.!+_~-]+)$/, '')
    const from = at + index + all.length - word.length
    // Numbers without a dot are anything.
    return version.includes('.') ? [{ start: from, end: from + version.length, key: MARK }] : []
  })
  return only(found, 'version on the marked line')
}
