// Makes names that a grammar allows from any string, so that two strings never share a name.

import { createHash } from 'node:crypto'

/** Hex digits of a hash in a name. 40 bits: over 3,500 names of one stem the chance of any collision is 6 in a million. */
const DIGITS = 10

/** The length of what a hash adds to a stem: `-` and the digits. */
export const HASH_LENGTH = DIGITS + 1

const HASH_SHAPED = /-[0-9a-f]{10}$/

/** Returns the first 10 hex digits of the SHA-256 of the text's UTF-8 bytes. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS)
}

/** Whether a name has the form `stem-hash`: such a name is never kept as it is. */
export function isHashShaped(name: string): boolean {
  return HASH_SHAPED.test(name)
}

const DNS_LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/
const DNS_LABEL_LENGTH = 63

/**
 * Returns a string as a DNS label (RFC 1123, section 2.1): lower case, at most 63 characters. A string that is a label already is kept; any
 * other becomes `stem-hash`, as does one of that form: two strings never share a slug. The slug of the empty string is empty.
 */
export function slug(text: string): string {
  if (text === '') return ''
  if (text.length <= DNS_LABEL_LENGTH && DNS_LABEL.test(text) && !isHashShaped(text)) return text
  const stem = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, DNS_LABEL_LENGTH - HASH_LENGTH)
    .replace(/-$/, '')
  return `${stem || 'ref'}-${shortHash(text)}`
}
