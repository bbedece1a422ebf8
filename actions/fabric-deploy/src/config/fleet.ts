// The hosts of an environment with their services, from the configuration and the inputs. Pure.

import type { Position, Problem } from '../../../../kit/action/user-error.ts'
import { environmentNamed } from '../../../../kit/config/find-environment.ts'
import type { EnvironmentEntry, TowpathFile } from '../../../../kit/config/towpath-file.ts'
import { type Host, hostText, parseHost } from '../../../../kit/ssh/host.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { milliseconds } from '../../../../kit/time/duration.ts'
import { portConflicts, unknownRoles } from './fleet-problems.ts'
import { proxyConflicts } from './proxy-conflicts.ts'
import { type HostProxy, hostProxyOf } from './proxy-route.ts'
import { type Service, servicesOf } from './service.ts'

export type FleetHost = {
  readonly host: Host
  /** The host as messages show it; unique in the fleet. */
  readonly name: string
  readonly roles: readonly string[]
  readonly services: readonly Service[]
}

export type Fleet = {
  readonly environment: string
  /** In the order of their roles. */
  readonly hosts: readonly FleetHost[]
  /** The host that keeps the lock: the environment's first one, even if this run deploys to others. */
  readonly lockHost: FleetHost | undefined
  readonly gateway: Host | undefined
  /** Where the gateway is configured. */
  readonly gatewayAt?: Position | undefined
  /** The indexes of the hosts in each batch. */
  readonly batches: readonly (readonly number[])[]
  /** Milliseconds between two batches. */
  readonly pause: number
  readonly services: readonly Service[]
  /** The proxy of every host that has a service with `proxy`. */
  readonly proxy: HostProxy
}

/** A line of the input `hosts`; without a role (an empty string) the host has every role. */
export type HostLine = { readonly role: string; readonly host: Host }

/** Returns the fleet of an environment, or every mistake in its configuration. */
export function fleetOf(
  file: TowpathFile,
  environment: string,
  hostLines: readonly HostLine[],
  needsHosts = true,
): Fleet | { readonly problems: readonly Problem[] } {
  const found = environmentNamed(file, environment)
  const isConfigured = !('problem' in found)
  if (!isConfigured && (hostLines.length === 0 || file.environments))
    return { problems: [{ message: found.problem }] }
  const entry = isConfigured ? found : undefined
  const { services, entries, problems } = servicesOf(file, entry)
  const proxyProblems: Problem[] = []
  const proxy = hostProxyOf(entry?.proxy, (message, at) => proxyProblems.push({ message, at }))
  const roles = rolesOf(entry, services, hostLines)
  const hosts = hostsOf(roles, services)
  const all = [
    ...problems,
    ...proxyProblems,
    ...invalidHosts(roles),
    ...hosts.flatMap((host) => portConflicts(host.name, host.services)),
    ...proxyConflicts(hosts, entries, proxy),
    ...unknownRoles(file, services, hostLines),
    ...(hosts.length === 0 && needsHosts ? [noHosts(environment)] : []),
  ]
  const gateway = entry?.gateway === undefined ? undefined : parseHost(entry.gateway.value)
  const gatewayAt = entry?.gateway?.at
  if (gateway && 'problem' in gateway) {
    const problem = { message: gateway.problem, ...(gatewayAt ? { at: gatewayAt } : {}) }
    return { problems: [...all, problem] }
  }
  if (all.length > 0) return { problems: all }
  const configured = hostsOf(rolesOf(entry, services, []), [])
  return {
    environment,
    hosts,
    lockHost: configured[0] ?? hosts[0],
    gateway,
    gatewayAt,
    batches: batchesOf(hosts.length, entry?.batch, entry?.canary),
    pause: entry?.pause === undefined ? 0 : milliseconds(entry.pause),
    services,
    proxy,
  }
}

type Roles = ReadonlyMap<string, readonly (Host | { readonly problem: string })[]>

function rolesOf(
  entry: EnvironmentEntry | undefined,
  services: readonly Service[],
  hostLines: readonly HostLine[],
): Roles {
  if (hostLines.length > 0) return rolesOfLines(hostLines, services)
  return new Map([...(entry?.hosts ?? [])].map(([role, { value }]) => [role, value.map(parseHost)]))
}

function rolesOfLines(hostLines: readonly HostLine[], services: readonly Service[]): Roles {
  const names = [...hostLines.map(({ role }) => role), ...services.flatMap(({ roles }) => roles)]
  const roles = [...new Set(names)].filter((role) => role !== '')
  const inRole = (role: string): Host[] =>
    hostLines.filter((line) => line.role === role || line.role === '').map(({ host }) => host)
  return new Map((roles.length > 0 ? roles : ['all']).map((role) => [role, inRole(role)]))
}

/** Returns every host once, in the order of the roles, with all its roles. */
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

function invalidHosts(roles: Roles): Problem[] {
  const problems = [...roles.values()]
    .flat()
    .flatMap((host) => ('problem' in host ? [host.problem] : []))
  return [...new Set(problems)].map((message) => ({ message }))
}

const noHosts = (environment: string): Problem => ({
  message: `the environment ${quote(environment)} has no hosts; list them by role under "hosts"`,
})

/** Splits hosts into batches: the first host alone, unless there is to be no canary, and then `batch` at a time. */
export function batchesOf(
  hosts: number,
  batch: number | string | undefined,
  hasCanary = true,
): number[][] {
  const size =
    typeof batch === 'string'
      ? Math.max(1, Math.floor((hosts * Number.parseInt(batch, 10)) / 100))
      : (batch ?? hosts)
  const canary = hasCanary && hosts > 0 ? [[0]] : []
  const rest = Array.from({ length: hosts - canary.length }, (_, index) => index + canary.length)
  const groups = Array.from({ length: Math.ceil(rest.length / size) }, (_, group) =>
    rest.slice(group * size, (group + 1) * size),
  )
  return [...canary, ...groups]
}
