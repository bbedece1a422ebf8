// The keys of an agent that a connection offers. Pure.

export type Identity = {
  /** Its type and key. */
  readonly publicKey: string
  /** The file with its public key. */
  readonly file: string
  readonly certificates: readonly Certificate[]
}

type Certificate = { readonly line: string; readonly file: string }

/** An agent, with those of its keys that are offered. */
export type Identities = { readonly socket: string; readonly keys: readonly Identity[] }

/** Returns the lines of ssh_config(5) that offer these keys and no others. ssh offers certificates first. */
export function identityLines({ socket, keys }: Identities): readonly string[] {
  return [
    `IdentityAgent ${socket}`,
    'IdentitiesOnly yes',
    ...keys.map(({ file }) => `IdentityFile ${file}`),
    ...keys.flatMap(({ certificates }) =>
      certificates.map(({ file }) => `CertificateFile ${file}`),
    ),
  ]
}

/** A server counts every key and every certificate that it is offered (MaxAuthTries, 6 by default), and then hangs up. */
export function oneByOne(identities: Identities | undefined): readonly Identities[] {
  if (!identities) return []
  const { socket, keys } = identities
  const isOne = keys.length === 1 && keys[0]?.certificates.length === 0
  return isOne ? [] : keys.map((key) => ({ socket, keys: [key] }))
}
