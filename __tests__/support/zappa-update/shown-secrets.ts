// Checks that no output of a run contains a secret in any form, by decoding the output.
import { expect } from '@jest/globals'
import type { ActionResult } from '../../../rehearsal/action-runner.ts'

/** No secret, and no line of one, is in a run's output: plain, in base64 (also within a longer string), or URL-encoded. */
export function assertNoSecret(result: ActionResult, secrets: readonly string[]): void {
  const { log, raw, summary, annotations, outputs } = result
  // Lines that set masks are read by the runner and not shown.
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

/** Decodes the escapes of JSON, Python and HTML. */
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

/** Decodes every word that may be base64, from each of the four positions where a group may begin. */
function fromBase64(text: string): string {
  const words = text.match(/[\w+/-]{6,}/g) ?? []
  return words
    .flatMap((word) =>
      [0, 1, 2, 3].map((from) => Buffer.from(word.slice(from), 'base64').toString()),
    )
    .join('\n')
}
