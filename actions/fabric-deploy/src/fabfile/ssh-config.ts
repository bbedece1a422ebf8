// The configuration of ssh that Fabric reads in place of the user's own. Pure.
import type { Host } from '../../../../kit/ssh/host.ts'

/** A name that no host has. */
const GATEWAY = 'towpath-gateway'

/** The way to the hosts of an environment. Host keys are no part of it: Fabric would not look. */
export function sshConfig(
  host: Host | undefined,
  hosts: readonly Host[],
  gateway: Host | undefined,
  seconds: number,
): string {
  const names = [...new Set(hosts.map((one) => one.name))]
  const lines = [
    ...(gateway ? [`Host ${GATEWAY}`, ...place(gateway)] : []),
    ...(gateway && names.length > 0
      ? [`Host !${GATEWAY} ${names.join(' ')}`, `ProxyJump ${GATEWAY}`]
      : []),
    // Fabric reads no port behind an address of IPv6.
    ...(host?.name.includes(':') ? [`Host ${host.name}`, `Port ${host.port}`] : []),
    'Host *',
    `ConnectTimeout ${seconds}`,
  ]
  return `${lines.join('\n')}\n`
}

/** A host for fab's `-H`. */
export function hostArgument({ user, name, port }: Host): string {
  const before = user === '' ? '' : `${user}@`
  return name.includes(':') ? `${before}${name}` : `${before}${name}:${port}`
}

const place = ({ user, name, port }: Host): readonly string[] => [
  `HostName ${name}`,
  `Port ${port}`,
  ...(user === '' ? [] : [`User ${user}`]),
]
