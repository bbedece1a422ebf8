// Writes user certificates field by field, with an invalid signature, which only a server would check.
import { Buffer } from 'node:buffer'

export type CertificateFields = {
  readonly kind?: 1 | 2
  readonly from?: bigint
  readonly until?: bigint
  readonly comment?: string
}

/** Returns the certificate of an ed25519 key, `ssh-ed25519 AAAA...`. */
export function certificateOf(
  publicKey: string,
  { kind = 1, from = 0n, until = 2n ** 64n - 1n, comment = 'me@laptop' }: CertificateFields = {},
): string {
  const key = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64')
  const string = (bytes: Buffer | string): Buffer => {
    const content = Buffer.from(bytes)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(content.length)
    return Buffer.concat([length, content])
  }
  const uint64 = (value: bigint): Buffer => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64BE(value)
    return bytes
  }
  const type = 'ssh-ed25519-cert-v01@openssh.com'
  const blob = Buffer.concat([
    string(type),
    string(Buffer.alloc(32, 7)),
    // The key's own field, after its type.
    key.subarray(4 + 'ssh-ed25519'.length),
    uint64(1n),
    Buffer.from([0, 0, 0, kind]),
    string('me'),
    string(string('deploy')),
    uint64(from),
    uint64(until),
    ...['', '', ''].map(string),
    string(key),
    string(Buffer.alloc(83, 9)),
  ])
  return `${type} ${blob.toString('base64')} ${comment}`.trimEnd()
}
