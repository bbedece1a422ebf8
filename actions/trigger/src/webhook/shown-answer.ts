// The beginning of a webhook's answer as lines for the log and the summary. Pure.

import { stripVTControlCharacters } from 'node:util'
import { visible } from '../../../../kit/text/escape.ts'
import type { Answer } from './exchange.ts'
import type { Concealer } from './secrets.ts'

/** How much of an answer is shown: bytes. */
const SHOWN = 2048

/** Invisible characters: one inside a secret would keep it from being recognised. Tabs and line ends are kept. */
const INVISIBLE = /(?![\t\n\r])[\p{Cc}\p{Cf}]/gu

/**
 * Returns the first 2 kB in lines, without secrets, colours, invisible characters and empty lines. `longest` is the length of the longest
 * form of a secret: that much is dropped where the answer goes on, since it may end with half a secret.
 */
export function shownAnswer(
  { body, isWhole, headers }: Pick<Answer, 'body' | 'isWhole' | 'headers'>,
  { conceal, longest }: Concealer,
): string[] {
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') return body === '' ? [] : ['(compressed, and not shown)']
  // Before as well as after: a secret may itself contain what is removed.
  const plain = stripVTControlCharacters(conceal(body)).replace(INVISIBLE, '')
  const concealed = conceal(plain)
  const safe = isWhole ? concealed : concealed.slice(0, Math.max(0, concealed.length - longest))
  const shown = firstBytes(safe, SHOWN)
  const lines = shown
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => visible(line.replaceAll('\t', '  ')))
  return lines.filter((line) => line.trim() !== '').concat(shown === safe && isWhole ? [] : ['…'])
}

/** Cuts between characters. */
function firstBytes(text: string, bytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes))
  return text.slice(0, read)
}
