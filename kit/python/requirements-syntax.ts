// The lines of a requirements file, as pip reads them. Pure.
import type { Env } from '../git/git.ts'
import { shellWords } from '../text/shell-words.ts'

export type RequirementLine = {
  /** From 1; where a line goes on over several, the first of them. */
  readonly line: number
  /** As it is written, without comments. */
  readonly written: string
  /** With the values of its variables. */
  readonly text: string
}

/** As Python splits lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these four end a line too.
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/

/** The lines that say something: joined at a `\` at their end, without comments, `${NAME}` filled in where it has a value. */
export function requirementLines(text: string, env: Env): readonly RequirementLine[] {
  const lines = joined(text.replace(/^\uFEFF/, '').split(LINE_END))
  return lines.flatMap(([line, whole]) => {
    const written = whole.replace(/(?:^|(?<!\s)\s+)#.*$/s, '').trim()
    return written === '' ? [] : [{ line, written, text: expanded(written, env) }]
  })
}

function joined(lines: readonly string[]): [line: number, text: string][] {
  const all: [number, string][] = []
  let open: [number, string] | undefined
  for (const [index, line] of lines.entries()) {
    const isComment = /^\s*#/.test(line)
    open ??= [index + 1, '']
    if (line.endsWith('\\') && !isComment) {
      open[1] += line.replace(/^\\+|\\+$/g, '')
      continue
    }
    // A comment ends what goes on before it, and the space makes it a comment there too.
    open[1] += isComment ? ` ${line}` : line
    all.push(open)
    open = undefined
  }
  return open ? [...all, open] : all
}

function expanded(line: string, env: Env): string {
  let text = line
  for (const [variable, name = ''] of line.matchAll(/\$\{([A-Z0-9_]+)\}/g)) {
    const value = env[name]
    if (value) text = text.replaceAll(variable, () => value)
  }
  return text
}

export type Reading = {
  /** The requirement itself, when it does not come with `-e`. */
  readonly requirement: string
  /** The values of the options, by their long names; a flag has the empty value. */
  readonly options: ReadonlyMap<string, readonly string[]>
}

/** A requirement with its options, or options alone. Undefined where pip can't read the line. */
export function readLine(text: string): Reading | undefined {
  const tokens = text.split(' ')
  const first = tokens.findIndex((token) => token.startsWith('-'))
  if (first < 0) return { requirement: text, options: new Map() }
  const words = shellWords(tokens.slice(first).join(' '))
  const options = words && readOptions(words)
  return options && { requirement: tokens.slice(0, first).join(' '), options }
}

/** Options by their long names, which may be shortened, and whether they have a value. */
const LONG: Readonly<Record<string, boolean>> = {
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

const SHORT: Readonly<Record<string, string>> = {
  i: 'index-url',
  c: 'constraint',
  r: 'requirement',
  e: 'editable',
  f: 'find-links',
  C: 'config-settings',
}

function readOptions(words: readonly string[]): Map<string, string[]> | undefined {
  const options = new Map<string, string[]>()
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined && word !== '--'; word = rest.shift()) {
    if (!/^-./s.test(word)) continue
    const { name, value } = split(word)
    if (name === undefined || (value !== undefined && !LONG[name])) return undefined
    const given = LONG[name] ? (value ?? rest.shift()) : ''
    if (given === undefined) return undefined
    options.set(name, [...(options.get(name) ?? []), given])
  }
  return options
}

function split(word: string): { name: string | undefined; value: string | undefined } {
  if (!word.startsWith('--')) {
    return { name: SHORT[word.charAt(1)], value: word.length > 2 ? word.slice(2) : undefined }
  }
  const [, begin = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? []
  const names = Object.keys(LONG).filter((name) => name.startsWith(begin))
  const name = names.find((one) => one === begin) ?? (names.length === 1 ? names[0] : undefined)
  return { name, value }
}
