// Parses the lines of a requirements file as pip does. Pure.

import { splitShellWords } from '../text/shell-words.ts'

type Env = Readonly<Record<string, string | undefined>>

export type RequirementLine = {
  /** From 1; of a line that continues over several, the first. */
  readonly line: number
  /** As written, without comments. */
  readonly written: string
  /** With variables filled in. */
  readonly text: string
}

/** The line endings of Python's `str.splitlines`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these control characters end a line too.
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/

/** Returns the lines that are not empty: continuation lines joined, comments removed, `${NAME}` replaced if the variable has a value. */
export function requirementLines(text: string, env: Env): readonly RequirementLine[] {
  const lines = joinContinued(text.replace(/^\uFEFF/, '').split(LINE_END))
  return lines.flatMap(([line, joined]) => {
    const written = joined.replace(/(?:^|(?<!\s)\s+)#.*$/s, '').trim()
    return written === '' ? [] : [{ line, written, text: expandVariables(written, env) }]
  })
}

function joinContinued(lines: readonly string[]): [line: number, text: string][] {
  const all: [number, string][] = []
  let open: [number, string] | undefined
  for (const [index, line] of lines.entries()) {
    const isComment = /^\s*#/.test(line)
    open ??= [index + 1, '']
    if (line.endsWith('\\') && !isComment) {
      open[1] += line.replace(/^\\+|\\+$/g, '')
      continue
    }
    // A comment line ends a continued line; the space keeps it a comment there.
    open[1] += isComment ? ` ${line}` : line
    all.push(open)
    open = undefined
  }
  return open ? [...all, open] : all
}

function expandVariables(line: string, env: Env): string {
  let text = line
  for (const [variable, name = ''] of line.matchAll(/\$\{([A-Z0-9_]+)\}/g)) {
    const value = env[name]
    if (value) text = text.replaceAll(variable, () => value)
  }
  return text
}

export type ParsedRequirement = {
  /** The requirement itself; empty for `-e` and for options alone. */
  readonly requirement: string
  /** The values of the options by their long names; the value of a flag is the empty string. */
  readonly options: ReadonlyMap<string, readonly string[]>
}

/** Parses a requirement with its options, or options alone. Returns undefined if pip can't parse the line. */
export function parseRequirementLine(text: string): ParsedRequirement | undefined {
  const tokens = text.split(' ')
  const first = tokens.findIndex((token) => token.startsWith('-'))
  if (first < 0) return { requirement: text, options: new Map() }
  const words = splitShellWords(tokens.slice(first).join(' '))
  const options = words && parseOptions(words)
  return options && { requirement: tokens.slice(0, first).join(' '), options }
}

/** Whether an option has a value, by its long name, which may be abbreviated. */
const HAS_VALUE: Readonly<Record<string, boolean>> = {
  'index-url': true,
  'pypi-url': true,
  'extra-index-url': true,
  'no-index': false,
  constraint: true,
  requirement: true,
  editable: true,
  'find-links': true,
  'no-binary': true,
  'only-binary': true,
  'prefer-binary': false,
  'require-hashes': false,
  pre: false,
  'all-releases': true,
  'only-final': true,
  'trusted-host': true,
  'use-feature': true,
  'global-option': true,
  'install-option': true,
  hash: true,
  'config-setting': true,
  'config-settings': true,
}

const LONG_NAMES: Readonly<Record<string, string>> = {
  i: 'index-url',
  c: 'constraint',
  r: 'requirement',
  e: 'editable',
  f: 'find-links',
  C: 'config-settings',
}

function parseOptions(words: readonly string[]): Map<string, string[]> | undefined {
  const options = new Map<string, string[]>()
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined && word !== '--'; word = rest.shift()) {
    if (!/^-./s.test(word)) continue
    const { name, value } = splitOption(word)
    if (name === undefined || (value !== undefined && !HAS_VALUE[name])) return undefined
    const argument = HAS_VALUE[name] ? (value ?? rest.shift()) : ''
    if (argument === undefined) return undefined
    options.set(name, [...(options.get(name) ?? []), argument])
  }
  return options
}

function splitOption(word: string): { name: string | undefined; value: string | undefined } {
  if (!word.startsWith('--')) {
    return { name: LONG_NAMES[word.charAt(1)], value: word.length > 2 ? word.slice(2) : undefined }
  }
  const [, prefix = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? []
  const names = Object.keys(HAS_VALUE).filter((name) => name.startsWith(prefix))
  const name = names.find((one) => one === prefix) ?? (names.length === 1 ? names[0] : undefined)
  return { name, value }
}
