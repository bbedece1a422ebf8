// The reverse proxy of a host, as inspect.sh reports it. Pure.

import { type Route, routesIn } from './proxy-routes.ts'
import { portsOf } from './published-ports.ts'

/** The container of the proxy: one on each host, for all environments. */
export const PROXY_CONTAINER = 'towpath-proxy'

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
}

/** Reads what docker reports of the proxy's container, and the table of its routes. */
export function proxyFactsOf(container: string, table: string): ProxyFacts {
  const [id, image, state, bindings] = JSON.parse(container) as unknown[]
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
  }
}
