// What a deployment changed among the containers of an app. Pure.

import type { Container } from './containers.ts'

/** Old and new containers are running side by side: the deployment stopped halfway. */
export function isHalfDeployed(before: readonly Container[], after: readonly Container[]): boolean {
  const running = after.filter(({ state }) => state === 'running')
  const old = idsOf(before)
  return running.some(({ id }) => old.has(id)) && running.some(({ id }) => !old.has(id))
}

/** Every container that has not exited is new. */
export function areAllNew(before: readonly Container[], after: readonly Container[]): boolean {
  const old = idsOf(before)
  const alive = after.filter(({ state }) => state !== 'exited')
  return alive.length > 0 && alive.every(({ id }) => !old.has(id))
}

/** No container is new. */
export function areUnchanged(before: readonly Container[], after: readonly Container[]): boolean {
  const old = idsOf(before)
  return after.length > 0 && after.every(({ id }) => old.has(id))
}

const idsOf = (containers: readonly Container[]): ReadonlySet<string> =>
  new Set(containers.map(({ id }) => id))
