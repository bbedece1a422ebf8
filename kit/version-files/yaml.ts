// Versions in YAML: Chart.yaml, any other by its key. Found among the tokens, which have their places, and not in a document.
import { type CST, Parser } from 'yaml'
import { only, type Place, type Places } from './places.ts'

/** Finds a text by its dotted key. */
export function inYaml(text: string, key: string): Places {
  const tokens = [...new Parser().parse(text)]
  const problem = tokens.map(problemOf).find((one) => one !== undefined)
  if (problem) {
    const line = text.slice(0, problem.offset).split('\n').length
    return { problem: `it is not valid YAML (line ${line}: ${problem.message})` }
  }
  const documents = tokens.flatMap((token) =>
    token.type === 'document' ? (token.value ?? []) : [],
  )
  const values = key
    .split('.')
    .reduce(
      (nodes, name) => nodes.flatMap((node) => valuesAt(node, name)),
      documents as CST.Token[],
    )
  return only(
    values.flatMap((node) => placeOf(node, key)),
    key,
  )
}

type Problem = { readonly offset: number; readonly message: string }

/** The first mistake in a token and what is in it. */
function problemOf(token: CST.Token | null | undefined): Problem | undefined {
  if (!token) return undefined
  if (token.type === 'error') return { offset: token.offset, message: token.message }
  if (token.type === 'document') return problemOf(token.value)
  if ('items' in token) {
    if (token.type === 'flow-collection' && !token.end.some(({ source }) => /^[\]}]$/.test(source)))
      return { offset: token.offset, message: 'a bracket is not closed' }
    const inside = token.items.flatMap(({ key, value }) => [problemOf(key), problemOf(value)])
    return inside.find((one) => one !== undefined)
  }
  const isOpen = isQuoted(token) && !/^(["']).*\1$/s.test(token.source)
  return isOpen ? { offset: token.offset, message: 'a quote is not closed' } : undefined
}

function valuesAt(token: CST.Token, name: string): CST.Token[] {
  if (!('items' in token) || token.type === 'block-seq') return []
  return token.items.flatMap(({ key, value }) => (value && nameOf(key) === name ? [value] : []))
}

/** A key's name. Escapes in it are left as they are: no key of a version needs one. */
function nameOf(key: CST.Token | null | undefined): string | undefined {
  if (key?.type === 'scalar') return key.source
  return key && isQuoted(key) ? key.source.slice(1, -1) : undefined
}

const isQuoted = (token: CST.Token): token is CST.FlowScalar =>
  token.type === 'double-quoted-scalar' || token.type === 'single-quoted-scalar'

function placeOf(token: CST.Token, key: string): Place[] {
  if (token.type === 'scalar') {
    const { offset, source } = token
    return [{ start: offset, end: offset + source.length, key, spell: quotedWhereNeeded }]
  }
  if (!isQuoted(token)) return []
  return [{ start: token.offset + 1, end: token.offset + token.source.length - 1, key }]
}

/** Without quotes `1.10` is the number 1.1, and `1e5` is one, too. */
const quotedWhereNeeded = (version: string): string =>
  /^[0-9.e+_]+$/i.test(version) && version.split('.').length < 3 ? `"${version}"` : version
