// What is removed from a host at the end of a deployment. Pure.

import { type Container, isRunning } from '../host/facts.ts'
import type { HostPlan } from './host-plan.ts'

export type CleanupPlan = {
  /** Stopped containers that docker would start again when the host restarts. */
  readonly disableRestart: readonly string[]
  /** Containers of services that are no longer configured. */
  readonly stopAndRemove: readonly string[]
  /** Containers that were never started or that docker failed to remove, and releases beyond those that are kept. */
  readonly remove: readonly string[]
}

/** Plans the cleanup of a host after a deployment. `containers` are those from before it. */
export function cleanupPlan(
  { changes, unconfigured }: HostPlan,
  containers: readonly Container[],
  keep: number,
  prune: boolean,
): CleanupPlan {
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
    stopAndRemove: prune ? unconfiguredIds : [],
    remove: [...useless, ...surplus].map(({ id }) => id),
  }
}
