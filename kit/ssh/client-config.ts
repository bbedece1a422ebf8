// The configuration files of our ssh clients: options on the command line would not reach a gateway's ssh. Pure.

import type { Env } from '../git/git.ts'
import { type Host, hostAddress } from './host.ts'
import { type Identities, identityLines } from './identities.ts'

/** The files of a connection by a proxy command: see proxy-script.ts. */
export type ProxyFiles = { readonly script: string; readonly messages: string }

/** The host's name in its configuration. */
export const TARGET = 'target'

export type ClientOptions = {
  /** The jump host, with the configuration file of its connection, which this one uses. */
  readonly gateway?: { readonly host: Host; readonly config: string } | undefined
  /** The script of the proxy command, in place of a gateway, and the file for its messages. */
  readonly proxy?: ProxyFiles | undefined
  /** The keys that are offered; those of the agent in the environment if it is not given. */
  readonly identities?: Identities | undefined
  /** Seconds within which the host must answer. */
  readonly timeout: number
  /** Seconds after which an open connection to a host that no longer answers is lost; 15 by default. */
  readonly silence?: number | undefined
  /** For many hosts at once: avoids the key exchange that takes a tenth of a second of computing. */
  readonly fastLogins?: boolean
}

export type ConnectOptions = ClientOptions & {
  /** Variables that let ssh find the agent. */
  readonly env: Env
  /** A temporary folder that no other user can read. */
  readonly folder: string
  /** Lines of known_hosts. */
  readonly known: readonly string[]
}

/** Returns the text of a configuration file, with more lines of it. */
export function clientConfig(
  host: Host,
  { gateway, proxy, identities, timeout, silence = 15, fastLogins }: ClientOptions,
  more: readonly string[],
): string {
  const lines = [
    `Host ${TARGET}`,
    // ssh_config(5), TOKENS: an IPv6 address may have a zone after a %.
    `HostName ${hostAddress(host).replaceAll('%', '%%')}`,
    `Port ${host.port}`,
    ...(host.user === '' ? [] : [`User ${host.user}`]),
    // Over the gateway's one connection: it would not accept a login for each host at the same time.
    ...(gateway ? [`ProxyCommand ssh -F ${gateway.config} -W [%h]:%p ${TARGET}`] : []),
    // ssh runs this by a shell: single quotes keep each value one word.
    ...(proxy ? [`ProxyCommand /bin/sh ${proxy.script} ${proxy.messages} '%h' '%p' '%r'`] : []),
    ...(identities ? identityLines(identities) : []),
    // OpenSSH 9.0 to 9.8 prefer the slow sntrup761; the newer mlkem768 is as safe, and fast.
    ...(fastLogins ? ['KexAlgorithms -sntrup761x25519*'] : []),
    'BatchMode yes',
    'GlobalKnownHostsFile none',
    'UpdateHostKeys no',
    'CheckHostIP no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'ForwardAgent no',
    `ConnectTimeout ${timeout}`,
    `ServerAliveInterval ${Math.max(1, Math.floor(silence / 3))}`,
    'ServerAliveCountMax 3',
    'LogLevel ERROR',
    ...more,
  ]
  return `${lines.join('\n')}\n`
}
