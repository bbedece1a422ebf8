// Reads user certificates as ssh-keygen writes them: `ssh-ed25519-cert-v01@openssh.com AAAA... comment`. Pure.

import { Buffer } from 'node:buffer'

export type UserCertificate = {
  /** As OpenSSH reads it, without its comment. */
  readonly line: string
  /** The key that it is for, in the same form. */
  readonly publicKey: string
  readonly isForHost: boolean
  /** Seconds since 1970 between which it is valid; the second may be infinite. */
  readonly validFrom: number
  readonly validUntil: number
}

/** Finds certificates in a string; the blob may have lost its line endings, or have too many. */
export const CERTIFICATE =
  /((?:ssh-rsa|ssh-dss|ssh-ed25519|ecdsa-sha2-nistp(?:256|384|521))-cert-v01@openssh\.com)\s+([A-Za-z0-9+/=]+(?:\s+[A-Za-z0-9+/=]+(?=\s|$))*)/g

/** How many strings a public key of a type has after its name: PROTOCOL.certkeys of OpenSSH. */
const FIELDS: readonly (readonly [prefix: string, count: number])[] = [
  ['ssh-ed25519', 1],
  ['ssh-rsa', 2],
  ['ecdsa', 2],
  ['ssh-dss', 4],
]

/** Returns undefined for a damaged certificate. Words after the blob, as of a comment, are ignored. */
export function readCertificate(type: string, text: string): UserCertificate | undefined {
  const words = text.split(/\s+/)
  for (let count = 1; count <= words.length; count += 1) {
    const read = certificateOf(type, Buffer.from(words.slice(0, count).join(''), 'base64'))
    if (read) return read
  }
  return undefined
}

function certificateOf(type: string, blob: Buffer): UserCertificate | undefined {
  const [, count] = FIELDS.find(([prefix]) => type.startsWith(prefix)) ?? ['', 0]
  try {
    const read = reader(blob)
    if (read.string().toString('latin1') !== type) return undefined
    read.string() // The nonce.
    const start = read.position()
    for (let field = 0; field < count; field += 1) read.string()
    const key = blob.subarray(start, read.position())
    read.skip(8) // The serial number.
    const kind = read.uint32()
    for (let field = 0; field < 2; field += 1) read.string() // Its name, and the names of users or hosts.
    const [validFrom, validUntil] = [read.uint64(), read.uint64()]
    // Critical options, extensions, a reserved field, the authority's key and its signature.
    for (let field = 0; field < 5; field += 1) read.string()
    if (read.position() !== blob.length) return undefined
    const plain = type.replace('-cert-v01@openssh.com', '')
    return {
      line: `${type} ${blob.toString('base64')}`,
      publicKey: `${plain} ${Buffer.concat([lengthOf(plain), Buffer.from(plain), key]).toString('base64')}`,
      isForHost: kind === 2,
      validFrom,
      validUntil,
    }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function lengthOf(text: string): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return length
}

/** Reads the fields of a blob one after the other: RFC 4251, section 5. Throws a RangeError at its end. */
function reader(blob: Buffer) {
  let position = 0
  const take = (length: number): Buffer => {
    if (position + length > blob.length) throw new RangeError('the blob ends too early')
    position += length
    return blob.subarray(position - length, position)
  }
  const uint32 = (): number => take(4).readUInt32BE()
  return {
    position: () => position,
    skip: (length: number): void => void take(length),
    uint32,
    uint64: (): number => Number(take(8).readBigUInt64BE()),
    string: () => take(uint32()),
  }
}

/** Returns what keeps a certificate from being used by a user at a time, in seconds since 1970. */
export function certificateProblem(
  { isForHost, validFrom, validUntil }: UserCertificate,
  now: number,
): string | undefined {
  if (isForHost)
    return 'is for a host; have the key signed as a user key (ssh-keygen -s, without -h)'
  if (now < validFrom)
    return `is not valid before ${dateOf(validFrom)}; look at the clock of this runner`
  // OpenSSH: sshkey.c, sshkey_cert_check_authority.
  if (now >= validUntil) return `expired at ${dateOf(validUntil)}; have the key signed again`
  return undefined
}

/** The years after 9999 have another form. */
const dateOf = (seconds: number): string =>
  seconds > 253_402_300_799 ? 'the year 10000' : new Date(seconds * 1000).toISOString()
