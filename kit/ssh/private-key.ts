// Reads private keys as people paste them into a secret: repairs a damaged form, and explains what is not a private key. Pure.

export type PrivateKey = {
  /** As OpenSSH reads it. */
  readonly text: string
  /** It needs a passphrase. */
  readonly encrypted: boolean
  /** How it was repaired, for the log. */
  readonly repairs: readonly string[]
}

/** Reads a key. For every damage repaired here, OpenSSH only reports `error in libcrypto`. */
export function readPrivateKey(pasted: string): PrivateKey | { readonly problem: string } {
  if (pasted.trim() === '')
    return { problem: 'it is empty; is the secret set, and available to this environment?' }
  const repairs: string[] = []
  const repair = (what: string, from: string, to: string): string => {
    if (from !== to) repairs.push(what)
    return to
  }
  const trimmed = repair(
    'spaces and quotes around it',
    pasted,
    pasted.replace(/^\uFEFF?[\s"']+|["']+\s*$/g, ''),
  )
  const unpacked = repair('base64', trimmed, unpackedFrom(trimmed))
  const lines = repair(
    'line endings written as \\n',
    unpacked,
    unpacked.replace(/\\r\\n|\\n|\\r/g, '\n'),
  )
  // If the secret has both halves of a key, the private one counts.
  const problem = lines.includes('PRIVATE KEY-----') ? undefined : problemOf(lines)
  if (problem !== undefined) return { problem }
  const found = [...lines.matchAll(ARMOUR)]
  const [match] = found
  if (!match) return { problem: /-----BEGIN/.test(lines) ? INCOMPLETE : NOT_A_KEY }
  if (found.length > 1) return { problem: 'there are several private keys; use only one' }
  const [, kind = '', inside = ''] = match
  const { headers, body } = partsOf(inside)
  const invalid = /[^A-Za-z0-9+/=]/.exec(body)?.[0]
  if (invalid !== undefined)
    return { problem: `the key is damaged: it contains ${JSON.stringify(invalid)}` }
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
  if (!/\n/.test(inside.trim()) || /\r/.test(lines)) repairs.push('line endings')
  return { text, encrypted, repairs }
}

const ARMOUR = /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----(.*?)-----END \1-----/gs
const INCOMPLETE =
  'the key is incomplete: it must go from -----BEGIN to -----END ... PRIVATE KEY-----'
const NOT_A_KEY =
  'this is not a private key: one begins with -----BEGIN OPENSSH PRIVATE KEY----- or a similar line'

/** Unpacks a whole file in base64, and completes one that lacks its first and last line. */
function unpackedFrom(text: string): string {
  if (!/^[A-Za-z0-9+/=\s]{100,}$/.test(text)) return text
  const bytes = Buffer.from(text, 'base64')
  const plain = bytes.toString('latin1')
  if (plain.startsWith(MAGIC)) {
    return `-----BEGIN OPENSSH PRIVATE KEY-----\n${text}\n-----END OPENSSH PRIVATE KEY-----`
  }
  return plain.includes('PRIVATE KEY-----') ? plain : text
}

/** Names what people paste instead of a private key. */
function problemOf(text: string): string | undefined {
  if (/^(?:ssh-|ecdsa-|sk-)\S+ AAAA|-----BEGIN (?:SSH2 |RSA )?PUBLIC KEY-----/.test(text)) {
    return 'this is the public key; the private key is in the file of the same name without ".pub"'
  }
  if (/^PuTTY-User-Key-File/.test(text)) {
    return 'this is a PuTTY key; export it as an OpenSSH key (puttygen key.ppk -O private-openssh)'
  }
  if (/-----BEGIN CERTIFICATE/.test(text)) return 'this is a certificate, not a private key'
  return undefined
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
