// Which hosts get another proxy. Pure.

import { quote } from '../../../../kit/text/escape.ts'
import type { HostProxy } from '../config/proxy-route.ts'
import type { HostState } from '../host/facts.ts'
import { shortList } from '../host/host-errors.ts'
import type { ProxyFacts } from '../host/proxy-facts.ts'
import type { PlanRow } from '../result.ts'
import { isAsConfigured, proxyReference } from './proxy-state.ts'

/** Whether the proxy of a host has to be replaced: it has another image or other ports, or does not run. */
export const needsUpgrade = (found: ProxyFacts | undefined, wanted: HostProxy): boolean =>
  found !== undefined &&
  (found.isInterrupted || found.state !== 'running' || !isAsConfigured(found, wanted))

/** Returns the plan of a host: its proxy as the only move. */
export function upgradePlan({ host, facts }: HostState, wanted: HostProxy): PlanRow {
  const { name, roles } = host
  const { proxy } = facts
  if (proxy === undefined || !needsUpgrade(proxy, wanted)) return { host: name, roles, moves: [] }
  const hasPorts = proxy.http === wanted.http && proxy.https === wanted.https
  const shown = (image: string, { http, https }: Pick<HostProxy, 'http' | 'https'>): string =>
    hasPorts ? image : `${image}, ports ${http} and ${https}`
  const [from, to] = [shown(proxy.image, proxy), shown(proxyReference(wanted), wanted)]
  return { host: name, roles, moves: [{ service: 'proxy', does: 'replace', from, to }] }
}

/** Returns a warning if proxies of hosts are not as configured: a deployment does not replace a running proxy. */
export function outdatedProxies(
  states: readonly Pick<HostState, 'host' | 'facts'>[],
  wanted: HostProxy,
): string | undefined {
  const outdated = states.filter(
    ({ host, facts }) =>
      host.services.some((service) => service.proxy) &&
      facts.proxy?.state === 'running' &&
      !isAsConfigured(facts.proxy, wanted),
  )
  if (outdated.length === 0) return undefined
  const where = shortList(outdated.map(({ host }) => host.name))
  const { http, https } = wanted
  return `The proxy of ${where} does not have the configured image and ports (${quote(proxyReference(wanted))}, ${http} and ${https}); a deployment does not replace it, "action: upgrade-proxy" does`
}
