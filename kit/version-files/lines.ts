// Versions in files that are read line by line: Python and Ruby constants, VERSION files, setup.cfg, and marked lines.
import { only, type Place, type Places } from './places.ts'

/** A file that holds a version and nothing else. A `v` before it stays. */
export function inWhole(text: string): Places {
  const [, before = '', value = ''] = /^(\s*v?)(\S*)\s*$/i.exec(text) ?? []
  if (!isVersion(value)) return { problem: 'it does not hold one version and nothing else' }
  return [{ start: before.length, end: before.length + value.length, key: 'the file' }]
}

/** An option of a section, by the rules of Python's configparser: names in any case, indented lines continue a value. */
export function inIni(text: string, section: string, option: string): Places {
  const key = `${section}.${option}`
  const found: Place[] = []
  const seen = new Set<string>()
  let current = ''
  let indent = Number.POSITIVE_INFINITY
  let isOpen = false
  let start = 0
  for (const whole of text.split('\n')) {
    const line = whole.trimEnd()
    const content = line.trimStart()
    const [at, blanks] = [start, line.length - content.length]
    start += whole.length + 1
    if (content === '' || /^[#;]/.test(content)) continue
    if (blanks > indent) {
      if (isOpen) return { problem: `${key} goes over several lines` }
      continue
    }
    isOpen = false
    const heading = /^\[([^\]]+)\]/.exec(content)?.[1]
    indent = heading === undefined ? blanks : Number.POSITIVE_INFINITY
    const sign = content.search(/[=:]/)
    const name = heading ?? content.slice(0, sign).trim().toLowerCase()
    const mark = heading === undefined ? `${current}]${name}` : `[${name}`
    if (seen.has(mark))
      return { problem: `it is not valid (${JSON.stringify(content)} for the second time)` }
    seen.add(mark)
    if (heading !== undefined) {
      current = heading
      continue
    }
    if (sign < 1 || current === '') {
      return { problem: `it is not valid (${JSON.stringify(content)})` }
    }
    if (current !== section || name !== option) continue
    isOpen = true
    const value = content.slice(sign + 1).trimStart()
    if (!/^[0-9A-Za-z.+!_~-]+$/.test(value)) {
      return {
        problem: `${key} is ${JSON.stringify(value)}, which is no version; name the file that holds it`,
      }
    }
    const from = at + line.length - value.length
    found.push({ start: from, end: from + value.length, key })
  }
  return only(found, key)
}

/** A text that a version could be, of whatever scheme: a digit, and then what tags and files have in versions. */
export function isVersion(text: string): boolean {
  return /^\d[0-9A-Za-z.+!_~-]*$/.test(text)
}

const MARK = 'towpath:version'

/** Whether a text has a line with the mark. */
export function isMarked(text: string): boolean {
  return MARKED.test(text)
}

const MARKED = /towpath:version(?![\w-])/

/** The one version on the line that holds the mark: a word that begins with a number and a dot, as a whole. */
export function inMarkedLine(text: string): Places {
  let start = 0
  const lines = text.split('\n').flatMap((line) => {
    const at = start
    start += line.length + 1
    return MARKED.test(line) ? [{ line, at }] : []
  })
  const [marked] = lines
  if (!marked) return { problem: `no line of it holds the mark ${MARK}` }
  if (lines.length > 1) return { problem: `${lines.length} lines of it hold the mark ${MARK}` }
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
