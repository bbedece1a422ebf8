// Untrusted text as plain text in Markdown that people also read as a file. Pure.

import { visible } from './escape.ts'

/**
 * Returns one line of text for a list item or paragraph of GitHub's Markdown: it shows what was given, and is neither formatting, HTML,
 * a link, a mention of a person or team, nor a reference to another repository. `#12` still leads to the issue of this one. Fewer
 * characters are escaped than in `prose`, so that the source stays readable. `@` and the like need a zero-width space: GitHub looks
 * for them in the text that is shown, where an escape is gone.
 */
export function markdownText(text: string): string {
  return visible(text)
    .trim()
    .replace(/[\\`*{}[\]<>|~&$]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^[#+=-]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replaceAll('://', `:${BREAK}//`)
    .replace(/\b(www)\./gi, '$1\\.')
    .replace(/@(?=\S)/g, `@${BREAK}`)
    .replace(/(?<=[\w.-])#(?=\d)/g, `${BREAK}#`)
}

/** A zero-width space. */
const BREAK = '&#8203;'
