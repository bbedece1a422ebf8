// Reads one private key, and repairs its damaged forms. Pure.

import { Buffer } from 'node:buffer'

export type PrivateKey = {
  /** As OpenSSH reads it. */
  readonly text: string
  /** It needs a passphrase. */
  readonly encrypted: boolean
  /** How it was repaired, for the log. */
  readonly repairs: readonly string[]
}

/** Finds the private keys in a string: their kind, and what is between the first and the last line. */
export const ARMOUR =
  /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----((?:(?!-----BEGIN).)*?)-----END \1-----/gs

/** What is wrong with a key of which a part is missing. */
export const INCOMPLETE =
  'is incomplete: it must go from -----BEGIN to -----END ... PRIVATE KEY-----'

/** Reads a key of a kind from its lines. For every damage repaired here, OpenSSH only reports `error in libcrypto`. */
export function readPrivateKey(
  kind: string,
  inside: string,
): PrivateKey | { readonly problem: string } {
  const { headers, body } = partsOf(inside)
  const invalid = /[^A-Za-z0-9+/=]/.exec(body)?.[0]
  if (invalid !== undefined)
    return { problem: `is damaged: it contains ${JSON.stringify(invalid)}` }
  const encrypted = isEncrypted(kind, headers, body)
  if (encrypted === undefined) return { problem: INCOMPLETE }
  const wrapped = body.match(/.{1,64}/g) ?? []
  const headerLines = headers.length > 0 ? [...headers, ''] : []
  const text = [
    `-----BEGIN ${kind}-----`,
    ...headerLines,
    ...wrapped,
    `-----END ${kind}-----`,
    '',
  ].join('\n')
  // Lines of another length do not count as damage.
  const isDamaged = !/\n/.test(inside.trim()) || /\r/.test(inside)
  return { text, encrypted, repairs: isDamaged ? ['line endings'] : [] }
}

/** Separates the headers of older keys (RFC 1421: `DEK-Info: AES-128-CBC,...`), which may have lost their line endings, from the base64. */
function partsOf(inside: string): { readonly headers: readonly string[]; readonly body: string } {
  // The initialization vector has 8 bytes for DES and 16 for AES; without line endings, the key follows it directly.
  const header =
    /^\s*(Proc-Type:\s*4,ENCRYPTED|DEK-Info:\s*(?:DES\S*?,[0-9A-F]{16}|AES\S*?,[0-9A-F]{32}))/i
  const headers: string[] = []
  let rest = inside
  for (let match = header.exec(rest); match; match = header.exec(rest)) {
    headers.push((match[1] ?? '').replace(/:\s*/, ': '))
    rest = rest.slice(match[0].length)
  }
  return { headers, body: rest.replace(/\s+/g, '') }
}

const MAGIC = 'openssh-key-v1\0'

/** Returns undefined for an incomplete key. OpenSSH's format (PROTOCOL.key): a magic string, then the name of the cipher. */
function isEncrypted(kind: string, headers: readonly string[], body: string): boolean | undefined {
  if (kind !== 'OPENSSH PRIVATE KEY') {
    if (body === '') return undefined
    return kind.startsWith('ENCRYPTED') || headers.some((header) => /ENCRYPTED/.test(header))
  }
  const bytes = Buffer.from(body, 'base64')
  if (!bytes.toString('latin1').startsWith(MAGIC) || bytes.length < MAGIC.length + 8)
    return undefined
  const length = bytes.readUInt32BE(MAGIC.length)
  const cipher = bytes.subarray(MAGIC.length + 4, MAGIC.length + 4 + length).toString('latin1')
  return cipher !== 'none'
}
