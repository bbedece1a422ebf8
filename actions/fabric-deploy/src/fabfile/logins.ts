// The settings of logins for the guard in Fabric's Python, towpath_logins.py. Pure.

import type { Host } from '../../../../kit/ssh/host.ts'
import type { Identities } from '../../../../kit/ssh/identities.ts'

export type Logins = {
  readonly keys: { readonly hosts: Identities; readonly gateway: Identities }
  /** The script of the proxy command. */
  readonly proxyScript: string | undefined
}

/** Returns the file's content; `messages` is the file for the standard error of the proxy command. */
export function loginsText(
  { keys, proxyScript }: Logins,
  hosts: readonly Host[],
  gateway: Host | undefined,
  messages: string,
): string {
  return JSON.stringify({
    gateway: { address: gateway ? addressOf(gateway) : null, ...sideOf(keys.gateway) },
    hosts: sideOf(keys.hosts),
    proxy: proxyScript === undefined ? null : ['/bin/sh', proxyScript, messages],
    proxied: proxyScript === undefined ? [] : hosts.map(addressOf),
  })
}

const addressOf = ({ name, port }: Host): readonly [string, number] => [name, port]

/** The certificates are named by the key that they are for, in base64. */
const sideOf = ({ socket, keys }: Identities) => ({
  agent: socket,
  certificates: Object.fromEntries(
    keys.map(({ publicKey, certificates }) => [
      publicKey.split(' ')[1],
      certificates.map(({ line }) => line),
    ]),
  ),
})
