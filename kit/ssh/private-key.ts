// Private keys as people paste them into a secret: repaired where nothing but their form is damaged, explained where they are
// something else. Pure.

export type PrivateKey = {
  /** As OpenSSH reads it. */
  readonly text: string
  /** It opens with a passphrase. */
  readonly encrypted: boolean
  /** What was done to it, for the log. */
  readonly repairs: readonly string[]
}

/** Reads a key. OpenSSH calls every damage of these forms `error in libcrypto`. */
export function readPrivateKey(pasted: string): PrivateKey | { readonly problem: string } {
  if (pasted.trim() === '')
    return { problem: 'it is empty; is the secret set, also for this environment?' }
  const repairs: string[] = []
  const repair = (what: string, from: string, to: string): string => {
    if (from !== to) repairs.push(what)
    return to
  }
  const bare = repair(
    'blanks and quotes around it',
    pasted,
    pasted.replace(/^\uFEFF?[\s"']+|["']+\s*$/g, ''),
  )
  const unpacked = repair('base64', bare, unpackedFrom(bare))
  const lines = repair(
    'line ends written as \\n',
    unpacked,
    unpacked.replace(/\\r\\n|\\n|\\r/g, '\n'),
  )
  // Both halves of a key in one secret: the private one is meant.
  const other = lines.includes('PRIVATE KEY-----') ? undefined : otherThing(lines)
  if (other !== undefined) return { problem: other }
  const found = [...lines.matchAll(ARMOUR)]
  const [match] = found
  if (!match) return { problem: /-----BEGIN/.test(lines) ? CUT : NO_KEY }
  if (found.length > 1) return { problem: 'these are several private keys; give one' }
  const [, kind = '', inside = ''] = match
  const { headers, body } = partsOf(inside)
  const odd = /[^A-Za-z0-9+/=]/.exec(body)?.[0]
  if (odd !== undefined)
    return { problem: `the key is damaged: ${JSON.stringify(odd)} can't stand in it` }
  const encrypted = isEncrypted(kind, headers, body)
  if (encrypted === undefined) return { problem: CUT }
  const wrapped = body.match(/.{1,64}/g) ?? []
  const before = headers.length > 0 ? [...headers, ''] : []
  const whole = [`-----BEGIN ${kind}-----`, ...before, ...wrapped, `-----END ${kind}-----`, '']
  const text = whole.join('\n')
  // Another width of the lines is no damage.
  if (!/\n/.test(inside.trim()) || /\r/.test(lines)) repairs.push('line ends')
  return { text, encrypted, repairs }
}

const ARMOUR = /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----(.*?)-----END \1-----/gs
const CUT = 'the key is cut off: it must be whole, from -----BEGIN to -----END ... PRIVATE KEY-----'
const NO_KEY =
  'this is no private key: it begins with -----BEGIN OPENSSH PRIVATE KEY----- or the like'

/** A whole file in base64, or the middle of one without its first and last line. */
function unpackedFrom(text: string): string {
  if (!/^[A-Za-z0-9+/=\s]{100,}$/.test(text)) return text
  const bytes = Buffer.from(text, 'base64')
  const plain = bytes.toString('latin1')
  if (plain.startsWith(MAGIC)) {
    return `-----BEGIN OPENSSH PRIVATE KEY-----\n${text}\n-----END OPENSSH PRIVATE KEY-----`
  }
  return plain.includes('PRIVATE KEY-----') ? plain : text
}

/** What people paste in place of a private key. */
function otherThing(text: string): string | undefined {
  if (/^(?:ssh-|ecdsa-|sk-)\S+ AAAA|-----BEGIN (?:SSH2 |RSA )?PUBLIC KEY-----/.test(text)) {
    return 'this is the public key; the private one is in the file of the same name without ".pub"'
  }
  if (/^PuTTY-User-Key-File/.test(text)) {
    return 'this is a key of PuTTY; export it as an OpenSSH key (puttygen key.ppk -O private-openssh)'
  }
  if (/-----BEGIN CERTIFICATE/.test(text)) return 'this is a certificate, no private key'
  return undefined
}

/** The headers of older keys (RFC 1421: `DEK-Info: AES-128-CBC,...`), which may have lost their line ends, and the base64. */
function partsOf(inside: string): { readonly headers: readonly string[]; readonly body: string } {
  // The vector has 8 bytes for DES and 16 for AES; without line ends the key itself follows at once.
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

/** Undefined for what is not whole. OpenSSH's format (PROTOCOL.key): the magic, then the name of the cipher. */
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
