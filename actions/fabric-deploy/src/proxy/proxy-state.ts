// What a deployment has to do about the proxy of a host. Pure.

import type { HostProxy } from '../config/proxy-route.ts'
import type { HostFacts } from '../host/facts.ts'
import type { ProxyFacts } from '../host/proxy-facts.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import { holdsProxyPort } from '../plan/route.ts'

/** Returns the image of a proxy as docker takes it. */
export const proxyReference = ({ image }: HostProxy): string => `${image.name}@${image.digest}`

/** Whether a plan puts a container behind the proxy. */
export const needsProxy = ({ changes }: HostPlan): boolean =>
  changes.some(({ isBehind }) => isBehind)

/** Whether a proxy has the configured image and ports. */
export function isAsConfigured(found: ProxyFacts, wanted: HostProxy): boolean {
  const { image, http, https } = found
  return image === proxyReference(wanted) && http === wanted.http && https === wanted.https
}

/** Whether the proxy has to be made: the host has none, or one that is not running and not as configured. */
export function mustMakeProxy(plan: HostPlan, facts: HostFacts, wanted: HostProxy): boolean {
  const { proxy } = facts
  if (!needsProxy(plan)) return false
  return proxy === undefined || (proxy.state !== 'running' && !isAsConfigured(proxy, wanted))
}

/** Whether a deployment creates or starts the proxy of a host. */
export const startsProxy = (plan: HostPlan, { proxy }: HostFacts): boolean =>
  needsProxy(plan) && proxy?.state !== 'running'

/** Returns the line of the log for the hosts whose proxy is created or started; nothing if there are none. */
export function proxyLines(
  planned: readonly { readonly plan: HostPlan; readonly facts: HostFacts }[],
  hostCount: number,
): string[] {
  const { length } = planned.filter(({ plan, facts }) => startsProxy(plan, facts))
  return length === 0 ? [] : [`Start the proxy on ${length} of ${hostCount} hosts`]
}

/** Whether a container that the plan stops has a port of the proxy: the proxy can start only after that. */
export function givesPort({ changes }: HostPlan, facts: HostFacts, wanted: HostProxy): boolean {
  const stopped = changes.flatMap(({ stopIds }) => stopIds)
  return facts.containers.some(
    (one) => stopped.includes(one.id) && holdsProxyPort(one, facts, wanted),
  )
}
