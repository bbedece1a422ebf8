// The reverse proxy of a host, as inspect.sh reports it. Pure.

import { type Route, routesIn } from './proxy-routes.ts'
import { portsOf } from './published-ports.ts'

/** The container of the proxy: one on each host, for all environments. */
export const PROXY_CONTAINER = 'towpath-proxy'

/** Whether a container is the proxy, or the old one of an upgrade that did not finish. */
export const isProxyContainer = (name: string): boolean =>
  name === PROXY_CONTAINER || name === `${PROXY_CONTAINER}-old`

export type ProxyFacts = {
  readonly id: string
  /** The image reference that it was created from, with its digest. */
  readonly image: string
  readonly state: string
  /** The host's ports for HTTP and HTTPS; 0 if it publishes none. */
  readonly http: number
  readonly https: number
  /** Empty if it does not answer. */
  readonly routes: readonly Route[]
  /** An upgrade did not finish: the old container is still there, beside the new one or alone. */
  readonly isInterrupted: boolean
}

/**
 * Reads what docker reports of the proxy's container and, if an upgrade was interrupted, of the old one, and the table of the routes.
 * Returns undefined if there is neither.
 */
export function proxyFactsOf(containers: readonly string[], table: string): ProxyFacts | undefined {
  const all = containers.map((json) => JSON.parse(json) as unknown[])
  const found = all.find(([name]) => name === `/${PROXY_CONTAINER}`) ?? all[0]
  if (!found) return undefined
  const [, id, image, state, bindings] = found
  const published = (containerPort: string): number => {
    const { [containerPort]: ports } = (bindings ?? {}) as Record<string, unknown>
    return portsOf({ [containerPort]: ports ?? null })[0]?.port ?? 0
  }
  return {
    id: String(id),
    image: String(image),
    state: String(state),
    http: published('80/tcp'),
    https: published('443/tcp'),
    routes: routesIn(table),
    isInterrupted: all.some(([name]) => name !== `/${PROXY_CONTAINER}`),
  }
}
