// Links in Markdown to addresses from outside. Pure.

import { code, visible } from './escape.ts'

/** Returns a link whose text is code. An address with characters that mean something in Markdown is not linked. */
export function codeLink(url: string, text: string): string {
  const isPlain = /^https?:\/\/[A-Za-z0-9._~:/?#@!&=%+,;-]+$/.test(url)
  return isPlain ? `[${code(text)}](${url})` : code(visible(text))
}
