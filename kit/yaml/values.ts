// The values of a YAML text with their paths and ranges, for files that are edited in place. Scalars are strings, as written:
// what a number or a date is depends on the reader. Pure.

import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type Scalar,
  visit,
} from 'yaml'
import type { TextRange } from '../text/locate-values.ts'
import { composeDocuments } from './compose.ts'

export type YamlValue = {
  /** The keys and indices that lead to it. A key that is not a scalar counts as the empty string. */
  readonly path: readonly string[]
  readonly kind: 'map' | 'list' | 'alias' | 'plain' | 'quoted' | 'block'
  /** It is the value of a scalar key. */
  readonly isEntry: boolean
  /** The tag, resolved; empty if there is none. */
  readonly tag: string
  /** The anchor's name; empty if there is none. */
  readonly anchor: string
  /** The content of a scalar, or the name of an alias. */
  readonly text: string
  /** The whole value as written, quotes included; undefined if nothing is written there. */
  readonly range: TextRange | undefined
  /** The offset at which to insert a value if none is written; undefined if its key has no colon. */
  readonly insertAt: number | undefined
}

export type YamlValues = {
  readonly documents: number
  /** The offset of the second document. */
  readonly secondAt: number | undefined
  /** In the order of the text, each map and list before what it holds. */
  readonly values: readonly YamlValue[]
}

export type YamlMistake = { readonly offset: number; readonly message: string }

/** Returns all values of all documents, or a mistake. Throws a RangeError if the text is nested too deeply. */
export function yamlValues(text: string): YamlValues | YamlMistake {
  const forbidden = FORBIDDEN.find(([pattern]) => pattern.test(text))
  if (forbidden) return { offset: text.search(forbidden[0]), message: forbidden[1] }
  const documents = composeDocuments(text, {
    schema: 'failsafe',
    resolveKnownTags: false,
    keepSourceTokens: true,
    logLevel: 'silent',
    // A repeated merge key is legal in YAML 1.1; others are found below.
    uniqueKeys: false,
  })
  const [error] = documents.flatMap(({ errors }) => errors)
  if (error) return { offset: error.pos[0], message: withoutContent(error.message) }
  const [offset] = documents.flatMap(repeatedKeys)
  if (offset !== undefined) return { offset, message: 'a key is repeated' }
  const written = documents.filter(isWritten)
  const values = written.flatMap(({ contents }) => (contents ? [...valuesIn(contents, [])] : []))
  return { documents: written.length, secondAt: written[1]?.range[0], values }
}

/** A line `...` ends a document and begins none, for which the parser returns an empty one. */
function isWritten({ contents, directives }: Document.Parsed): boolean {
  const [start, end] = contents?.range ?? [0, 0]
  return directives?.docStart === true || end > start
}

/** What YAML forbids or reads as a line end, and the parser does not. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  [/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/, 'it has a control character'],
  [/\r(?!\n)/, 'it has a carriage return without a line feed'],
]

/** What the parser's messages quote of a file, which may be a secret: a token in JSON, a tag, a directive, the rest of a line. */
const QUOTED: readonly (readonly [message: RegExp, replacement: string])[] = [
  [/: ".*/s, ''],
  [/^(Invalid escape sequence|Unknown directive|Unsupported YAML version) .*/s, '$1'],
  [/^(Unresolved tag|Not a valid tag|Could not resolve tag|Not a YAML token): .*/s, '$1'],
  [/^(Block scalar header includes extra characters): .*/s, '$1'],
  [/^The .* tag has no suffix/s, 'A tag has no suffix'],
  [/^(Verbatim tags aren't resolved), .*/s, '$1'],
]

/** The parser's message without the part of the file that it quotes. */
export const withoutContent = (message: string): string =>
  QUOTED.reduce(
    (shortened, [pattern, replacement]) => shortened.replace(pattern, replacement),
    message.split('\n')[0] ?? '',
  )

/** The offsets of keys that their map already has. */
function repeatedKeys(document: Document.Parsed): number[] {
  const offsets: number[] = []
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        if (!isScalar(key) || key.source === '<<') continue
        if (seen.has(key.source ?? '')) offsets.push(key.range?.[0] ?? 0)
        seen.add(key.source ?? '')
      }
    },
  })
  return offsets
}

type Entry = Pair<ParsedNode, ParsedNode | null>

function* valuesIn(
  node: ParsedNode | null,
  path: readonly string[],
  entry?: Entry,
): Generator<YamlValue> {
  yield yamlValue(node, path, entry)
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) yield* valuesIn(item, [...path, `${index}`])
  } else if (isMap(node)) {
    for (const pair of node.items as readonly Entry[]) {
      const name = isScalar(pair.key) ? (pair.key.source ?? '') : ''
      yield* valuesIn(pair.value, [...path, name], pair)
    }
  }
}

function yamlValue(node: ParsedNode | null, path: readonly string[], entry?: Entry): YamlValue {
  const [start = 0, end = 0] = node?.range ?? []
  const isWritten = end > start
  return {
    path,
    kind: kindOf(node),
    isEntry: entry !== undefined && isScalar(entry.key),
    tag: node?.tag ?? '',
    anchor: (!isAlias(node) && node?.anchor) || '',
    text: isScalar(node) || isAlias(node) ? (node.source ?? '') : '',
    range: isWritten ? { start, end } : undefined,
    insertAt: isWritten ? undefined : afterKey(entry),
  }
}

function kindOf(node: ParsedNode | null): YamlValue['kind'] {
  if (isMap(node)) return 'map'
  if (isSeq(node)) return 'list'
  if (isAlias(node)) return 'alias'
  return KINDS[node?.type ?? 'PLAIN']
}

const KINDS: Readonly<Record<Scalar.Type, YamlValue['kind']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'quoted',
  QUOTE_DOUBLE: 'quoted',
  BLOCK_FOLDED: 'block',
  BLOCK_LITERAL: 'block',
}

/** The end of the last token of an entry that belongs before its value: the colon, a tag or an anchor. */
function afterKey(entry: Entry | undefined): number | undefined {
  const token = entry?.srcToken?.sep?.findLast(({ type }) => BEFORE_VALUE.has(type))
  return token && token.offset + token.source.length
}

const BEFORE_VALUE: ReadonlySet<string> = new Set(['map-value-ind', 'tag', 'anchor'])
