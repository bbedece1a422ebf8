// The hosts of an environment with their services, from the configuration and the inputs. Pure.

import type { Problem } from '../../../../kit/action/user-error.ts'
import { environmentNamed } from '../../../../kit/config/find-environment.ts'
import type { EnvironmentEntry, TowpathFile } from '../../../../kit/config/towpath-file.ts'
import { type Host, hostText, parseHost } from '../../../../kit/ssh/host.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { suggestion } from '../../../../kit/text/suggest.ts'
import { milliseconds } from '../../../../kit/time/duration.ts'
import { hostPort, type Service, servicesOf } from './service.ts'

export type FleetHost = {
  readonly host: Host
  /** The host as it is shown, and told apart by. */
  readonly name: string
  readonly roles: readonly string[]
  readonly services: readonly Service[]
}

export type Fleet = {
  readonly environment: string
  /** The first host of the first role is the first. */
  readonly hosts: readonly FleetHost[]
  /** The host that has the lock: the environment's first one, also when this run goes to others. */
  readonly keeper: FleetHost | undefined
  readonly gateway: Host | undefined
  /** The hosts' indexes, at a time. */
  readonly batches: readonly (readonly number[])[]
  /** Milliseconds between two batches. */
  readonly pause: number
  readonly services: readonly Service[]
}

/** A line of the input `hosts`; without a role the host has every role. */
export type HostLine = { readonly role: string; readonly host: Host }

/** The fleet of an environment, or every mistake. */
export function fleetOf(
  file: TowpathFile,
  environment: string,
  given: readonly HostLine[],
  needsHosts = true,
): Fleet | { readonly problems: readonly Problem[] } {
  const entry = environmentNamed(file, environment)
  const isKnown = !('problem' in entry)
  if (!isKnown && (given.length === 0 || file.environments))
    return { problems: [{ message: entry.problem }] }
  const described = isKnown ? entry : undefined
  const { services, problems } = servicesOf(file, described)
  const roles = rolesOf(described, services, given)
  const hosts = hostsOf(roles, services)
  const configured = hostsOf(rolesOf(described, services, []), [])
  const noHosts = hosts.length === 0 && needsHosts ? [hostless(environment)] : []
  const strange = strangeRoles(file, services, given)
  const all = [...problems, ...problemsOf(hosts, roles), ...strange, ...noHosts]
  const gateway = described?.gateway === undefined ? undefined : parseHost(described.gateway)
  if (gateway && 'problem' in gateway) return { problems: [...all, { message: gateway.problem }] }
  if (all.length > 0) return { problems: all }
  const pause = described?.pause === undefined ? 0 : milliseconds(described.pause)
  const batches = batchesOf(hosts.length, described?.batch)
  const keeper = configured[0] ?? hosts[0]
  return { environment, hosts, keeper, gateway, batches, pause, services }
}

type Roles = ReadonlyMap<string, readonly (Host | { readonly problem: string })[]>

function rolesOf(
  entry: EnvironmentEntry | undefined,
  services: readonly Service[],
  given: readonly HostLine[],
): Roles {
  if (given.length > 0) {
    const named = [...given.map(({ role }) => role), ...services.flatMap(({ roles }) => roles)]
    const roles = [...new Set(named)].filter((role) => role !== '')
    const inRole = (role: string): Host[] =>
      given.filter((line) => line.role === role || line.role === '').map(({ host }) => host)
    return new Map((roles.length > 0 ? roles : ['all']).map((role) => [role, inRole(role)]))
  }
  return new Map([...(entry?.hosts ?? [])].map(([role, { value }]) => [role, value.map(parseHost)]))
}

/** Every host once, in the order of the roles, with all its roles. */
function hostsOf(roles: Roles, services: readonly Service[]): FleetHost[] {
  const hosts = new Map<string, { host: Host; roles: string[] }>()
  for (const [role, members] of roles) {
    for (const host of members) {
      if ('problem' in host) continue
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

/** Roles that are misspelt: of services that no environment has, and of the input that nothing knows. */
function strangeRoles(
  file: TowpathFile,
  services: readonly Service[],
  given: readonly HostLine[],
): Problem[] {
  const environments = [...(file.environments ?? new Map()).values()]
  const known = new Set<string>(
    environments.flatMap(({ value }) => [...(value.hosts ?? new Map()).keys()]),
  )
  const used = new Set(services.flatMap(({ roles }) => roles))
  const ofServices = known.size === 0 ? [] : [...used].filter((role) => !known.has(role))
  const unknown = given.filter(({ role }) => role !== '' && !known.has(role) && !used.has(role))
  const all = [...new Set([...known, ...used])]
  return [
    ...ofServices.map(
      (role) =>
        `no environment has hosts with the role ${quote(role)}${suggestion(role, [...known], 'there are')}`,
    ),
    ...unknown.map(
      ({ role }) =>
        `"hosts": nothing has the role ${quote(role)}${suggestion(role, all, 'there are')}`,
    ),
  ].map((message) => ({ message }))
}

const hostless = (environment: string): Problem => ({
  message: `the environment ${quote(environment)} has no hosts; give them as "hosts", by their role`,
})

function problemsOf(hosts: readonly FleetHost[], roles: Roles): Problem[] {
  const bad = [...roles.values()].flat().flatMap((host) => ('problem' in host ? [host] : []))
  const problems: string[] = bad.map(({ problem }) => problem)
  for (const { name, services: mine } of hosts) problems.push(...clashes(name, mine))
  return [...new Set(problems)].map((message) => ({ message }))
}

/** Two services that publish one port on the same host. */
function clashes(host: string, services: readonly Service[]): string[] {
  const owners = new Map<string, string>()
  return services.flatMap(({ name, ports }) =>
    ports.flatMap((published) => {
      const port = hostPort(published)
      if (port === undefined) return []
      const owner = owners.get(port)
      owners.set(port, name)
      if (owner === undefined) return []
      return [`${host}: ${quote(owner)} and ${quote(name)} both publish port ${port}`]
    }),
  )
}

/** The first host alone, as a barrier; then so many at a time. */
export function batchesOf(hosts: number, batch: number | string | undefined): number[][] {
  const size =
    typeof batch === 'string'
      ? Math.max(1, Math.floor((hosts * Number.parseInt(batch, 10)) / 100))
      : (batch ?? hosts)
  const rest = Array.from({ length: Math.max(0, hosts - 1) }, (_, index) => index + 1)
  const groups = Array.from({ length: Math.ceil(rest.length / size) }, (_, group) =>
    rest.slice(group * size, (group + 1) * size),
  )
  return hosts === 0 ? [] : [[0], ...groups]
}
