// The running containers that a change replaces. Pure.

import type { HostProxy } from '../config/proxy-route.ts'
import type { Service } from '../config/service.ts'
import { type Container, type HostFacts, isRunning } from '../host/facts.ts'
import { collides, publishedPort } from '../host/published-ports.ts'
import type { Change } from './change.ts'
import { conflicts, holdsProxyPort, isBehindProxy, routedOne, routeOf } from './route.ts'

type Replacing = Pick<Change, 'stopIds' | 'stopFirst' | 'stopLast' | 'oldCrashes'>

/**
 * Returns how a change replaces running containers. The one that the proxy routes to comes first. `isBehind` says whether the new
 * container gets its requests through the proxy.
 */
export function replacing(
  service: Service,
  running: readonly Container[],
  facts: HostFacts,
  isBehind: boolean,
): Replacing {
  const isRestarting = running.some(({ state }) => state === 'restarting')
  const stopFirst =
    !isBehind && (isRestarting || sharesPort(service, running) || sharesHost(service, running))
  const routed = routedOne(running, facts)
  const others = running.filter((one) => one !== routed)
  return {
    stopIds: [...(routed ? [routed] : []), ...others].map(({ id }) => id),
    stopFirst,
    stopLast: !stopFirst && (isBehind || running.some(isBehindProxy)),
    oldCrashes: isRestarting || running.some(({ restarts }) => restarts > 0),
  }
}

/** For a container in the network of the host, docker does not know its ports. */
const sharesHost = ({ options }: Service, running: readonly Container[]): boolean =>
  options.networks.includes('host') && running.length > 0

/** Makes the first change that needs a container's port replace that container as well. */
export function withPorts(
  changes: readonly Change[],
  unconfigured: readonly Container[],
): Change[] {
  const left = new Set(unconfigured.filter(isRunning))
  return changes.map((change) => {
    const replaced = [...left].filter((one) => sharesPort(change.service, [one]))
    for (const one of replaced) left.delete(one)
    return stoppingFirst(change, replaced)
  })
}

/**
 * Makes the first change behind the proxy replace the containers whose ports the proxy needs. `replaceable` are the containers that some
 * change replaces, or may replace.
 */
export function withProxyPorts(
  changes: readonly Change[],
  replaceable: readonly Container[],
  facts: HostFacts,
  proxy: Pick<HostProxy, 'http' | 'https'>,
): readonly Change[] {
  const holders = replaceable.filter((one) => holdsProxyPort(one, facts, proxy))
  const first = changes.find(({ isBehind }) => isBehind)
  if (!first || holders.length === 0) return changes
  const ids = holders.map(({ id }) => id)
  return changes.map((change) => {
    const stopIds = change.stopIds.filter((id) => !ids.includes(id))
    return change === first
      ? stoppingFirst({ ...change, stopIds }, holders)
      : { ...change, stopIds }
  })
}

/**
 * If an unconfigured service has the host and path of a change, so that the proxy would refuse the route, makes the first such change
 * replace the containers of that service.
 */
export function withRoutes(
  changes: readonly Change[],
  unconfigured: readonly Container[],
  facts: HostFacts,
): Change[] {
  const left = new Set(unconfigured.filter(isRunning))
  return changes.map((change) => {
    const { proxy } = change.service
    const replaced = [...left].filter((one) => {
      const route = routeOf(one, facts)
      return change.isBehind && proxy && route && conflicts(proxy, route)
    })
    for (const one of replaced) left.delete(one)
    return { ...change, stopIds: [...change.stopIds, ...replaced.map(({ id }) => id)] }
  })
}

/** Returns a change that replaces further containers; all have to stop before the new one can serve. */
function stoppingFirst(change: Change, more: readonly Container[]): Change {
  if (more.length === 0) return change
  return {
    ...change,
    stopIds: [...change.stopIds, ...more.map(({ id }) => id)],
    stopFirst: true,
    stopLast: false,
    oldCrashes:
      change.oldCrashes ||
      more.some(({ restarts, state }) => restarts > 0 || state === 'restarting'),
  }
}

/** Whether a service publishes a port that one of its running containers has. */
function sharesPort(service: Service, running: readonly Container[]): boolean {
  const wanted = service.ports.flatMap((port) => publishedPort(port) ?? [])
  return running.some(({ ports }) =>
    ports.some((port) => wanted.some((other) => collides(port, other))),
  )
}
