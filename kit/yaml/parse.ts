// Parses YAML into plain nodes with positions. Aliases are expanded and counted, so that a file can't grow without bounds.

import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type YAMLError,
  type Node as YamlNode,
} from 'yaml'
import type { Position, Problem } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { composeDocuments } from './compose.ts'
import { isMendable, mistakesIn } from './syntax-errors.ts'

export type Node = { readonly at: Position } & (
  | { readonly kind: 'scalar'; readonly value: unknown; readonly source: string }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'map'; readonly entries: readonly Entry[] }
)

export type Entry = { readonly key: string; readonly keyAt: Position; readonly value: Node }

/** The most aliases to expand in one file. */
const EXPANSIONS = 100

type Conversion = {
  readonly document: Document
  readonly place: (offset: number) => Position
  readonly problems: Problem[]
  expansions: number
}

export type Parsed = { readonly node: Node | undefined; readonly problems: readonly Problem[] }

/** Parses one YAML document. `node` is undefined if the text is empty or not valid YAML. */
export function parseYaml(text: string): Parsed {
  try {
    return parseDocument(text)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const problem = { message: 'it is nested too deeply', at: { line: 1, column: 1 } }
    return { node: undefined, problems: [problem] }
  }
}

function parseDocument(text: string): Parsed {
  const lines = new LineCounter()
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  // Repeated keys are reported below instead: here, they would be errors that prevent reading the rest.
  const documents = composeDocuments(text, { uniqueKeys: false }, lines)
  const [document, second] = documents
  const problems: Problem[] = []
  for (const { errors, warnings } of documents) {
    const [tags, others] = [[...errors, ...warnings].filter(isTag), errors.filter(isNoTag)]
    problems.push(...tags.map((error) => explainTag(error, text, place)))
    for (const { offset, message } of mistakesIn(text, others, tags))
      problems.push({ message, at: place(offset) })
  }
  if (second) {
    problems.push({
      message: 'a second document starts here; the file must contain one',
      at: place(second.range[0]),
    })
  }
  if (!document?.contents) return { node: undefined, problems }
  if (!document.errors.every((error) => isMendable(text, error)))
    return { node: undefined, problems }
  const conversion: Conversion = { document, place, problems, expansions: 0 }
  const node = convert(conversion, document.contents, place(0))
  // With aliases left out, correct parts would be reported as mistakes.
  return { node: conversion.expansions > EXPANSIONS ? undefined : node, problems }
}

const isTag = ({ code }: YAMLError): boolean => code === 'TAG_RESOLVE_FAILED'
const isNoTag = (error: YAMLError): boolean => !isTag(error)

/** A string that starts with `!` is a tag in YAML, which may end before the string does. */
function explainTag(error: YAMLError, text: string, place: (offset: number) => Position): Problem {
  const [offset] = error.pos
  let word = /^[^\s,]*/.exec(text.slice(offset, offset + 1000))?.[0] ?? ''
  const count = (mark: string): number => word.split(mark).length
  while (/[\]}]$/.test(word) && (count(']') > count('[') || count('}') > count('{'))) {
    word = word.slice(0, -1)
  }
  return {
    at: place(offset),
    message: `${quote(word)} is a YAML tag; a string that starts with "!" must be in quotes: ${inQuotes(word)}`,
  }
}

const inQuotes = (text: string): string => `'${text.replaceAll("'", "''")}'`

function convert(conversion: Conversion, node: YamlNode, fallback: Position): Node | undefined {
  const at = node.range ? conversion.place(node.range[0]) : fallback
  if (isAlias(node)) return expandAlias(conversion, node, at)
  if (isScalar(node)) {
    const source = node.source ?? ''
    // An unknown tag is reported already; as a string it causes no second problem.
    const value = /^!(?!!)/.test(node.tag ?? '') ? `${node.tag}${source}` : node.value
    return { kind: 'scalar', value, source, at }
  }
  if (isSeq(node)) {
    const items: Node[] = []
    for (const item of node.items) {
      const converted = convert(conversion, item as YamlNode, at)
      if (converted) items.push(converted)
    }
    return { kind: 'list', items, at }
  }
  if (!isMap(node)) return undefined
  const entries: Entry[] = []
  for (const { key, value } of node.items) {
    const keyAt = conversion.place((key as YamlNode).range?.[0] ?? 0)
    if (!isScalar(key) || typeof key.value !== 'string') {
      conversion.problems.push({ message: 'a key must be a string; put it in quotes', at: keyAt })
      continue
    }
    if (entries.some((entry) => entry.key === key.value)) {
      const message = `the key ${quote(key.value)} is repeated`
      conversion.problems.push({ message, at: keyAt })
    }
    const converted: Node | undefined = value
      ? convert(conversion, value as YamlNode, keyAt)
      : { kind: 'scalar', value: null, source: '', at: keyAt }
    if (converted) entries.push({ key: key.value, keyAt, value: converted })
  }
  return { kind: 'map', entries, at }
}

function expandAlias(conversion: Conversion, alias: Alias, at: Position): Node | undefined {
  conversion.expansions += 1
  if (conversion.expansions > EXPANSIONS) {
    if (conversion.expansions === EXPANSIONS + 1) {
      conversion.problems.push({
        message: `more than ${EXPANSIONS} aliases are expanded up to here`,
        at,
      })
    }
    return undefined
  }
  // The parser has reported it already.
  if (alias.source === '') return { kind: 'scalar', value: '*', source: '*', at }
  const target = alias.resolve(conversion.document)
  if (target) return convert(conversion, target, at)
  const name = `*${alias.source}`
  const message = `${quote(name)} is a YAML alias without an anchor; a string that starts with "*" must be in quotes: ${inQuotes(name)}`
  conversion.problems.push({ message, at })
  // As a string it causes no second problem.
  return { kind: 'scalar', value: name, source: name, at }
}
