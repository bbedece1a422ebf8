// The SSH configuration that Fabric reads instead of the user's own. Pure.

import type { Host } from '../../../../kit/ssh/host.ts'

/** A name that no host has. */
const GATEWAY = 'towpath-gateway'

/** Returns the configuration for a host. It has no host keys, since Fabric ignores them there. */
export function sshConfig(
  host: Host | undefined,
  hosts: readonly Host[],
  gateway: Host | undefined,
  connectTimeout: number,
): string {
  const names = [...new Set(hosts.map((one) => one.name))]
  const lines = [
    ...(gateway ? [`Host ${GATEWAY}`, ...addressOf(gateway)] : []),
    ...(gateway && names.length > 0
      ? [`Host !${GATEWAY} ${names.join(' ')}`, `ProxyJump ${GATEWAY}`]
      : []),
    // Fabric does not read a port after an IPv6 address.
    ...(host?.name.includes(':') ? [`Host ${host.name}`, `Port ${host.port}`] : []),
    'Host *',
    `ConnectTimeout ${connectTimeout}`,
  ]
  return `${lines.join('\n')}\n`
}

/** Returns a host for fab's option `-H`. */
export function hostArgument({ user, name, port }: Host): string {
  const prefix = user === '' ? '' : `${user}@`
  return name.includes(':') ? `${prefix}${name}` : `${prefix}${name}:${port}`
}

const addressOf = ({ user, name, port }: Host): readonly string[] => [
  `HostName ${name}`,
  `Port ${port}`,
  ...(user === '' ? [] : [`User ${user}`]),
]
