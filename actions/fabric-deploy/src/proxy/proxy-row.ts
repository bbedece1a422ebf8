// The proxy of a host as outputs, the log and the summary show it. Pure.

import { digestIn } from '../host/facts.ts'
import type { ProxyFacts } from '../host/proxy-facts.ts'
import type { Route } from '../host/proxy-routes.ts'

/** The proxy of a host as an output. */
export type ProxyRow = {
  readonly image: string
  readonly state: string
  readonly http: number
  readonly https: number
  readonly routes: readonly Route[]
}

/** Returns the proxy of a host; null if it has none. */
export function proxyRow(proxy: ProxyFacts | undefined): ProxyRow | null {
  if (!proxy) return null
  const { image, state, http, https, routes } = proxy
  return { image, state, http, https, routes }
}

/** Returns the short form of an image: its name, and the beginning of its digest. */
export function shortImage(image: string): string {
  const digest = digestIn(image).replace('sha256:', '').slice(0, 12)
  return digest === '' ? image : `${image.slice(0, image.indexOf('@'))} (${digest})`
}
