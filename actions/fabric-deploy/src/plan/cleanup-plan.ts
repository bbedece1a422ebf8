// What is removed from a host at the end of a deployment. Pure.

import { type Container, type HostState, isRunning } from '../host/facts.ts'
import type { HostPlan } from './host-plan.ts'
import { isBehindProxy, routeName } from './route.ts'

export type CleanupPlan = {
  /** Stopped containers that docker would start again when the host restarts. */
  readonly disableRestart: readonly string[]
  /** Old containers that run until all hosts have switched, with their grace period in seconds. */
  readonly stop: readonly { readonly id: string; readonly grace: number }[]
  /** The routes in the proxy of services that no longer have one, by their names. */
  readonly routes: readonly string[]
  /** Containers of services that are no longer configured. */
  readonly stopAndRemove: readonly string[]
  /** Containers that were never started or that docker failed to remove, and releases beyond those that are kept. */
  readonly remove: readonly string[]
}

/** Plans the cleanup of a host after a deployment. `containers` are those from before it. */
export function cleanupPlan(
  plan: HostPlan,
  containers: readonly Container[],
  { keep, prune }: { readonly keep: number; readonly prune: boolean },
  routes: readonly string[],
): CleanupPlan {
  const { changes, unconfigured } = plan
  const replaced = changes.flatMap(({ stopIds }) => stopIds)
  const started = changes.flatMap(({ startId }) => startId ?? [])
  const unconfiguredIds = unconfigured.map(({ id }) => id)
  const stopped = containers.filter(
    (one) =>
      !started.includes(one.id) &&
      !unconfiguredIds.includes(one.id) &&
      one.state !== 'removing' &&
      (!isRunning(one) || replaced.includes(one.id)),
  )
  // No rollback can start these.
  const useless = stopped.filter(({ state }) => state === 'created' || state === 'dead')
  const byService = Map.groupBy(
    stopped.filter((one) => !useless.includes(one)),
    ({ labels }) => labels['towpath.service'],
  )
  // The container that was just replaced is always kept: a rollback needs it.
  const lastUsed = ({ id, started }: Container): number =>
    replaced.includes(id) ? Number.POSITIVE_INFINITY : Date.parse(started) || 0
  const newestFirst = (a: Container, b: Container): number =>
    lastUsed(a) === lastUsed(b) ? 0 : lastUsed(b) - lastUsed(a)
  const surplus = [...byService.values()].flatMap((all) => all.toSorted(newestFirst).slice(keep))
  return {
    disableRestart: containers
      .filter(({ id, restart }) => replaced.includes(id) && restart === 'always')
      .map(({ id }) => id),
    stop: changes
      .filter(({ stopLast }) => stopLast)
      .flatMap(({ service, stopIds }) => stopIds.map((id) => ({ id, grace: service.stopGrace }))),
    routes,
    stopAndRemove: prune ? unconfiguredIds : [],
    remove: [...useless, ...surplus].map(({ id }) => id),
  }
}

/** Returns the names of an environment's routes whose services have left the proxy, or are not configured with `prune`. */
export function routesToRemove(
  { host, changes }: HostPlan,
  { facts, containers }: HostState,
  slug: string,
  prune: boolean,
): string[] {
  const own = routeName(slug, '')
  const isBehind = (name: string): boolean => {
    const change = changes.find(({ service }) => service.name === name)
    if (change) return change.isBehind
    return containers.some(
      (one) => isRunning(one) && one.labels['towpath.service'] === name && isBehindProxy(one),
    )
  }
  return (facts.proxy?.routes ?? [])
    .map(({ service }) => service)
    .filter((route) => {
      const name = route.slice(own.length)
      if (!route.startsWith(own)) return false
      return host.services.some((one) => one.name === name) ? !isBehind(name) : prune
    })
}
