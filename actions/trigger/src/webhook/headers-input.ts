// The input `headers`: `Name: value` lines. Every value is secret: no message shows one. Pure.

import { type Input, trimWhitespace } from '../../../../kit/action/inputs.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Header } from './webhook.ts'

/** A name by RFC 9110, section 5.6.2. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** Beyond ASCII, servers disagree about the encoding. */
const VALUE = /^[\t -~]+$/
/** They are about the connection or the length of the body, which the action sets itself. */
const OWN = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Headers, each name once. */
export const headerLines: Input<readonly Header[]> = (raw) => {
  const headers: Header[] = []
  const problems: string[] = []
  for (const [index, line] of raw.split(/\r\n|\r|\n/).entries()) {
    if (trimWhitespace(line) === '') continue
    const header = headerOf(line)
    const problem = header === undefined ? NO_HEADER : problemOf(header, headers)
    if (problem !== undefined) problems.push(`line ${index + 1} ${problem}`)
    else if (header) headers.push(header)
  }
  return problems.length > 0 ? { problems } : { value: headers }
}

const NO_HEADER = 'is not "Name: value" (it is not shown here, because it may contain a secret)'

/** Returns undefined if the line has no name; what precedes a colon in it may then be a secret. */
function headerOf(line: string): Header | undefined {
  const colon = line.indexOf(':')
  const name = trimWhitespace(line.slice(0, Math.max(colon, 0)))
  return NAME.test(name) ? [name, trimWhitespace(line.slice(colon + 1))] : undefined
}

function problemOf([name, value]: Header, before: readonly Header[]): string | undefined {
  const key = name.toLowerCase()
  if (OWN.has(key)) return `sets ${quote(name)}, which the action sets itself`
  if (before.some(([other]) => other.toLowerCase() === key)) return `sets ${quote(name)} again`
  if (value === '') return `has no value for ${quote(name)}`
  return VALUE.test(value) ? undefined : `has a value for ${quote(name)} that is not ASCII`
}
