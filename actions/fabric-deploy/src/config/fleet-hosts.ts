// The hosts of a fleet, by the roles of the configuration or of the input `hosts`. Pure.

import type { Problem } from '../../../../kit/action/user-error.ts'
import type { EnvironmentEntry } from '../../../../kit/config/towpath-file.ts'
import { type Host, hostText, parseHost } from '../../../../kit/ssh/host.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Service } from './service.ts'

export type FleetHost = {
  readonly host: Host
  /** The host as messages show it; unique in the fleet. */
  readonly name: string
  readonly roles: readonly string[]
  readonly services: readonly Service[]
}

/** A line of the input `hosts`; without a role (an empty string) the host has every role. */
export type HostLine = { readonly role: string; readonly host: Host }

type Roles = ReadonlyMap<string, readonly Host[]>

/** Returns the hosts that an environment has in the file, except for those that can't be read. */
export function configuredHosts(
  entry: EnvironmentEntry | undefined,
  services: readonly Service[],
): FleetHost[] {
  const roles = [...(entry?.hosts ?? [])].map(([role, { value }]) => {
    const hosts = value.map((one) => parseHost(one.value))
    return [role, hosts.flatMap((host) => ('problem' in host ? [] : [host]))] as const
  })
  return hostsOf(new Map(roles), services)
}

/** Returns the hosts of the input `hosts`. */
export function givenHosts(lines: readonly HostLine[], services: readonly Service[]): FleetHost[] {
  const names = [...lines.map(({ role }) => role), ...services.flatMap(({ roles }) => roles)]
  const roles = [...new Set(names)].filter((role) => role !== '')
  const inRole = (role: string): Host[] =>
    lines.filter((line) => line.role === role || line.role === '').map(({ host }) => host)
  const all = roles.length > 0 ? roles : ['all']
  return hostsOf(new Map(all.map((role) => [role, inRole(role)])), services)
}

/** Returns every host once, in the order of the roles, with all its roles. */
function hostsOf(roles: Roles, services: readonly Service[]): FleetHost[] {
  const hosts = new Map<string, { host: Host; roles: string[] }>()
  for (const [role, members] of roles) {
    for (const host of members) {
      const name = hostText(host)
      const known = hosts.get(name)
      if (known) known.roles.push(role)
      else hosts.set(name, { host, roles: [role] })
    }
  }
  return [...hosts].map(([name, { host, roles }]) => ({
    host,
    name,
    roles,
    services: services.filter((service) => service.roles.some((role) => roles.includes(role))),
  }))
}

/** Returns a problem for every host of an environment that can't be read. */
export function invalidHosts(entry: EnvironmentEntry | undefined): Problem[] {
  return [...(entry?.hosts ?? [])].flatMap(([, { value }]) =>
    value.flatMap(({ value: text, at }) => {
      const host = parseHost(text)
      return 'problem' in host ? [{ message: `${quote(text)}: ${host.problem}`, at }] : []
    }),
  )
}
