// The plan for one host: which containers are created, started, stopped and left alone. Pure.

import type { FleetHost } from '../config/fleet.ts'
import type { HostProxy } from '../config/proxy-route.ts'
import type { Service } from '../config/service.ts'
import {
  type Container,
  digestIn,
  type HostFacts,
  type HostState,
  isRunning,
} from '../host/facts.ts'
import { type Change, changeTo } from './change.ts'
import { isHealthy } from './is-healthy.ts'
import { replacing, withPorts, withProxyPorts, withRoutes } from './replacing.ts'
import { isBehindProxy, isRouted, routedOne } from './route.ts'
import { settingsHash } from './settings-hash.ts'

export type HostPlan = {
  readonly host: FleetHost
  readonly changes: readonly Change[]
  /** Containers of services that are no longer configured for the host. */
  readonly unconfigured: readonly Container[]
}

export type Wanted = {
  /** The release of a service as people know it: a tag, or a digest. */
  readonly release: (service: Service) => string
  /** The digest of a service; undefined while it is unknown: then the release decides. */
  readonly digest: (service: Service) => string | undefined
  /** Containers of services that are no longer configured are replaced where they have the port or the route of another service. */
  readonly prune: boolean
  /** The proxy that a host gets if it has none. */
  readonly proxy: Pick<HostProxy, 'http' | 'https'>
}

/** Plans a deployment on a host. */
export function deployPlan({ host, facts, containers }: HostState, wanted: Wanted): HostPlan {
  const names = host.services.map(({ name }) => name)
  const changes = host.services.flatMap((service) => {
    const own = containers.filter(({ labels }) => labels['towpath.service'] === service.name)
    return service.startOnly
      ? startOnlyChange(service, own, facts, wanted)
      : deployChange(service, own, facts, wanted)
  })
  const unconfigured = containers.filter(
    ({ labels }) => !names.includes(labels['towpath.service'] ?? ''),
  )
  const prunable = wanted.prune ? unconfigured : []
  const complete = withRoutes(withPorts(changes, prunable), prunable, facts)
  const replaced = containers.filter(({ id }) =>
    changes.some(({ stopIds }) => stopIds.includes(id)),
  )
  const replaceable = [...replaced, ...prunable]
  return { host, changes: withProxyPorts(complete, replaceable, facts, wanted.proxy), unconfigured }
}

/** A service with `redeploy: never` is left alone if it is running, started if it is stopped, and created if it is missing. */
function startOnlyChange(
  service: Service,
  own: readonly Container[],
  facts: HostFacts,
  wanted: Wanted,
): Change[] {
  const running = own.filter(isRunning)
  const current = routedOne(running, facts) ?? running[0]
  if (current) return routeChange(service, current, [], facts)
  const stopped = own.find(({ state }) => state === 'exited' || state === 'created')
  if (stopped)
    return [
      { ...changeTo(service, stopped), ...replacing(service, [], facts, isBehindProxy(stopped)) },
    ]
  const digest = wanted.digest(service) ?? ''
  return [newContainer(service, [], facts, wanted.release(service), digest)]
}

function deployChange(
  service: Service,
  own: readonly Container[],
  facts: HostFacts,
  wanted: Wanted,
): Change[] {
  const running = own.filter(isRunning)
  const current = routedOne(running, facts) ?? running[0]
  const others = running.filter((one) => one !== current)
  const release = wanted.release(service)
  const digest = wanted.digest(service)
  const isUpToDate =
    current !== undefined &&
    (service.proxy !== undefined || others.length === 0) &&
    (digest === undefined
      ? current.labels['towpath.release'] === release
      : digestIn(current.image) === digest) &&
    current.labels['towpath.settings'] === settingsHash(service, facts) &&
    current.restart === service.restart.split(':')[0] &&
    isHealthy(service, current, facts)
  if (isUpToDate) return routeChange(service, current, others, facts)
  return [newContainer(service, running, facts, release, digest ?? '')]
}

function newContainer(
  service: Service,
  running: readonly Container[],
  facts: HostFacts,
  release: string,
  digest: string,
): Change {
  const isBehind = service.proxy !== undefined
  const common = { service, startId: undefined, keepsRunning: false, isBehind }
  return { ...common, ...replacing(service, running, facts, isBehind), release, digest }
}

/** Returns the change that gives a running container its route, if it lacks it, and stops the others of its service. */
function routeChange(
  service: Service,
  current: Container,
  others: readonly Container[],
  facts: HostFacts,
): Change[] {
  const isComplete = !isBehindProxy(current) || isRouted(current, facts)
  if (isComplete && others.length === 0) return []
  const stopIds = others.map(({ id }) => id)
  const common = { stopIds, stopFirst: false, stopLast: true, oldCrashes: false }
  return [{ ...changeTo(service, current), ...common, keepsRunning: true }]
}
