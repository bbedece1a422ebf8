// Versions in INI files such as setup.cfg, by the rules of Python's configparser: no maintained package gives positions.

import { only, type VersionRanges } from './version-range.ts'

/** Finds an option of a section; its name is case-insensitive. */
export function inIni(text: string, section: string, option: string): VersionRanges {
  const key = `${section}.${option}`
  const options = readOptions(text)
  if ('problem' in options) return options
  const matches = options.filter((one) => one.section === section && one.name === option)
  const odd = matches.find(
    ({ value, isContinued }) => isContinued || !/^[0-9A-Za-z.+!_~-]+$/.test(value),
  )
  if (odd?.isContinued) return { problem: `${key} spans several lines` }
  if (odd) {
    const shown = JSON.stringify(odd.value)
    return {
      problem: `${key} is ${shown}, which is not a version; stamp the file that contains it`,
    }
  }
  return only(
    matches.map(({ start, value }) => ({ start, end: start + value.length, key })),
    key,
  )
}

type Option = {
  readonly section: string
  /** In lower case. */
  readonly name: string
  readonly value: string
  /** The offset of the value. */
  readonly start: number
  /** More lines of the value follow. */
  isContinued: boolean
}

/** Reads all options. Lines indented more than their option continue its value; nothing may be repeated. */
function readOptions(text: string): Option[] | { readonly problem: string } {
  const options: Option[] = []
  const seen = new Set<string>()
  let section = ''
  let indent = Number.POSITIVE_INFINITY
  let end = 0
  for (const whole of text.split('\n')) {
    const line = whole.trimEnd()
    const content = line.trimStart()
    const at = end + line.length
    end += whole.length + 1
    if (content === '' || /^[#;]/.test(content)) continue
    const last = options.at(-1)
    if (last && line.length - content.length > indent) {
      last.isContinued = true
      continue
    }
    const heading = /^\[([^\]]+)\]/.exec(content)?.[1]
    const sign = content.search(/[=:]/)
    const name = heading ?? content.slice(0, Math.max(sign, 0)).trim().toLowerCase()
    const isOdd = heading === undefined && (name === '' || section === '')
    // A section, or an option in one.
    const mark = heading === undefined ? `${section}]${name}` : `[${name}`
    if (isOdd || seen.has(mark)) return { problem: `it is not valid (${JSON.stringify(content)})` }
    seen.add(mark)
    section = heading ?? section
    indent = heading === undefined ? line.length - content.length : Number.POSITIVE_INFINITY
    if (heading !== undefined) continue
    const value = content.slice(sign + 1).trimStart()
    options.push({ section, name, value, start: at - value.length, isContinued: false })
  }
  return options
}
