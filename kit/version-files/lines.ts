// Versions in files that are read line by line: Python and Ruby constants, VERSION files, setup.cfg, and marked lines.
import { only, type Place, type Places } from './places.ts'

/** A constant with a text: `__version__ = "1.2.0"` of Python, with or without annotation, `VERSION = '1.2.0'` of Ruby. */
export function inConstant(text: string, name: string): Places {
  const word = name.replace(/[^\w]/g, '\\$&')
  const constant = new RegExp(
    `^([ \\t]*${word}[ \\t]*(?::[^=\\n]*)?=[ \\t]*[rRuU]?("""|'''|"|'))([^"'\\\\\\n]*)\\2(?:\\.freeze)?[ \\t]*(?:#.*)?\\r?$`,
    'gm',
  )
  const found = [...text.matchAll(constant)].map(({ index, 1: before = '', 3: value = '' }) => {
    const start = index + before.length
    return { start, end: start + value.length, key: name }
  })
  return only(found, `line ${name} = "..."`)
}

/** A file that holds a version and nothing else. A `v` before it stays. */
export function inWhole(text: string): Places {
  const [, before = '', value] = /^(\s*v?)(\S+)\s*$/.exec(text) ?? []
  if (value === undefined) return { problem: 'it does not hold one version and nothing else' }
  return [{ start: before.length, end: before.length + value.length, key: 'the file' }]
}

/** An option of a section, by the rules of Python's configparser: names in any case, indented lines continue a value. */
export function inIni(text: string, section: string, option: string): Places {
  const key = `${section}.${option}`
  const found: Place[] = []
  let current = ''
  let indent = Number.POSITIVE_INFINITY
  for (const { index, 0: line } of text.matchAll(/^.*$/gm)) {
    const [, blanks = '', content = ''] = /^([ \t]*)(.*?)[ \t\r]*$/.exec(line) ?? []
    if (content === '' || /^[#;]/.test(content) || blanks.length > indent) continue
    const [, heading] = /^\[([^\]]+)\]$/.exec(content) ?? []
    if (heading !== undefined) {
      current = heading
      indent = Number.POSITIVE_INFINITY
      continue
    }
    const [, before = '', name = '', value = ''] =
      /^(([^=:]+?)[ \t]*[=:][ \t]*)(.*)$/.exec(content) ?? []
    if (before === '') return { problem: `it is not valid (${JSON.stringify(content)})` }
    indent = blanks.length
    if (current !== section || name.toLowerCase() !== option) continue
    if (!/^[^\s:#;]+$/.test(value))
      return {
        problem: `${key} is ${JSON.stringify(value)}, which is no version: stamp what it leads to`,
      }
    const start = index + blanks.length + before.length
    found.push({ start, end: start + value.length, key })
  }
  return only(found, key)
}

const MARK = 'towpath:version'

/** Whether a text has a line with the mark. */
export function isMarked(text: string): boolean {
  return text.includes(MARK)
}

/** The beginnings of what comes after the numbers in PEP 440, in SemVer and in what git describe prints. */
const VERSION =
  /(?<![\w.])(?<v>v?)\d+(?:\.\d+)+(?:[-._]?(?:alpha|beta|preview|pre|post|dev|rc|a|b|c)(?:(?!-\d+-g)[-._]?\d+)?(?:(?!-\d+-g)[-._]\d+)*)*(?:-\d+-g[0-9a-f]+|-\d+(?:\.[0-9A-Za-z]+)*)?(?:-dirty)?(?:\+[0-9A-Za-z.-]+)?(?!\w)/g

/** The one version on the line that holds the mark. */
export function inMarkedLine(text: string): Places {
  const lines = [...text.matchAll(/^.*$/gm)].filter(({ 0: line }) => line.includes(MARK))
  const [line] = lines
  if (!line) return { problem: `no line of it holds the mark ${MARK}` }
  if (lines.length > 1) return { problem: `${lines.length} lines of it hold the mark ${MARK}` }
  const found = [...line[0].matchAll(VERSION)].map(({ 0: all, index, groups }) => {
    const start = line.index + index + (groups?.['v']?.length ?? 0)
    return { start, end: line.index + index + all.length, key: MARK }
  })
  return only(found, 'version on the marked line')
}
