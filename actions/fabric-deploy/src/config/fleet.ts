// The hosts of an environment with their services, from the configuration and the inputs. Pure.

import type { Position, Problem } from '../../../../kit/action/user-error.ts'
import { environmentNamed } from '../../../../kit/config/find-environment.ts'
import type { EnvironmentEntry, TowpathFile } from '../../../../kit/config/towpath-file.ts'
import { type Host, parseHost } from '../../../../kit/ssh/host.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { milliseconds } from '../../../../kit/time/duration.ts'
import {
  configuredHosts,
  type FleetHost,
  givenHosts,
  type HostLine,
  invalidHosts,
} from './fleet-hosts.ts'
import { portConflicts, unknownRoles } from './fleet-problems.ts'
import { proxyConflicts, sharedCertificates } from './proxy-conflicts.ts'
import { type HostProxy, hostProxyOf } from './proxy-route.ts'
import { type Service, servicesOf } from './service.ts'

export type { FleetHost, HostLine }

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
  const configured = configuredHosts(entry, services)
  const hosts = hostLines.length > 0 ? givenHosts(hostLines, services) : configured
  const invalid = invalidHosts(entry)
  const hasNone = hosts.length === 0 && invalid.length === 0 && needsHosts
  const way = gatewayOf(entry)
  const all = [
    ...problems,
    ...proxyProblems,
    ...invalid,
    ...hosts.flatMap((host) => portConflicts(host.name, host.services, entries)),
    ...proxyConflicts(hosts, entries, proxy),
    // A run for some of the hosts must not take the certificate from the others.
    ...sharedCertificates([configured, hosts], entries),
    ...unknownRoles(file, entries, hostLines),
    ...(hasNone ? [{ message: noHosts(environment), ...(entry ? { at: entry.at } : {}) }] : []),
    ...way.problems,
  ]
  if (all.length > 0) return { problems: all }
  return {
    environment,
    hosts,
    lockHost: configured[0] ?? hosts[0],
    gateway: way.gateway,
    gatewayAt: entry?.gateway?.at,
    batches: batchesOf(hosts.length, entry?.batch, entry?.canary),
    pause: entry?.pause === undefined ? 0 : milliseconds(entry.pause),
    services,
    proxy,
  }
}

function gatewayOf(entry: EnvironmentEntry | undefined): {
  readonly gateway?: Host
  readonly problems: readonly Problem[]
} {
  if (entry?.gateway === undefined) return { problems: [] }
  const { value, at } = entry.gateway
  const gateway = parseHost(value)
  return 'problem' in gateway
    ? { problems: [{ message: `${quote(value)}: ${gateway.problem}`, at }] }
    : { gateway, problems: [] }
}

const noHosts = (environment: string): string =>
  `the environment ${quote(environment)} has no hosts; list them by role under "hosts"`

/** Splits hosts into batches: the first host alone, if there is a canary, and then `batch` at a time. */
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
