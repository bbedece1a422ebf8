// Whether something that a run shows has a secret in it, in any form: looked for by decoding what is shown.
import { expect } from '@jest/globals'
import type { ActionResult } from '../../../rehearsal/action-runner.ts'

/** No value, and no line of one, is anywhere in what a run shows and leaves: plain, in base64 (of a longer text too), URL-encoded. */
export function assertNoSecret(result: ActionResult, secrets: readonly string[]): void {
  const { log, raw, summary, annotations, outputs } = result
  // The runner alone reads the lines with the masks.
  const lines = raw.split('\n').filter((line) => !line.startsWith('::add-mask::'))
  const texts = { log, raw: lines.join('\n'), summary, said: JSON.stringify(annotations) }
  for (const [name, text] of Object.entries({ ...texts, ...outputs })) {
    const all = `${text}\n${unescaped(text)}\n${fromUrl(text)}\n${fromBase64(text)}`
    const shown = secrets.flatMap(partsOf).filter((part) => all.includes(part))
    expect({ name, shown }).toEqual({ name, shown: [] })
  }
}

const partsOf = (secret: string): string[] =>
  [secret, ...secret.split(/\r?\n/).map((line) => line.trim())].filter((part) => part.length > 3)

/** As JSON, Python and HTML write it. */
const unescaped = (text: string): string =>
  text
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    .replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('\\n', '\n')
    .replace(/\\(["'\\/$])/g, '$1')

function fromUrl(text: string): string {
  const decoded = text.replace(/(?:%[0-9a-f]{2})+/gi, (codes) =>
    Buffer.from(codes.replaceAll('%', ''), 'hex').toString(),
  )
  return `${decoded}\n${decoded.replaceAll('+', ' ')}`
}

/** What every word that could be base64 says, wherever its first group begins. */
function fromBase64(text: string): string {
  const words = text.match(/[\w+/-]{6,}/g) ?? []
  return words
    .flatMap((word) =>
      [0, 1, 2, 3].map((from) => Buffer.from(word.slice(from), 'base64').toString()),
    )
    .join('\n')
}
