// Where an answer redirects to. Pure.

import { quote } from '../../../../kit/text/escape.ts'
import type { Answer } from './exchange.ts'

export type RedirectTarget = {
  /** Undefined if the answer has no address, or none that is valid. */
  readonly url: URL | undefined
  /** For a sentence; of the address no more than its origin, since the rest may repeat a secret. */
  readonly words: string
}

/** Returns the address in the answer of a request to `from`. */
export function redirectTarget({ headers }: Pick<Answer, 'headers'>, from?: URL): RedirectTarget {
  const { location } = headers
  if (location === undefined) return { url: undefined, words: 'without an address' }
  const url = URL.parse(location, from?.href) ?? undefined
  if (!url) return { url, words: 'to something that is not an address' }
  if (url.origin === from?.origin) return { url, words: 'to another address there' }
  return { url, words: `to ${quote(url.origin === 'null' ? url.protocol : url.origin)}` }
}
