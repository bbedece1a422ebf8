// The proxy of a host, and a service's route in it: their configuration with all defaults filled in. Pure.

import type { EnvironmentEntry } from '../../../../kit/config/towpath-file.ts'
import { type ImageReference, parseImageReference } from '../../../../kit/docker/image-reference.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { milliseconds } from '../../../../kit/time/duration.ts'
import { onlyPort } from './health-check.ts'
import { placeOf, type ReportAt, type ServiceEntry } from './service-entry.ts'

/** The proxy in front of the services of a host. */
export type HostProxy = {
  /** With a digest. */
  readonly image: ImageReference
  /** The host's ports. */
  readonly http: number
  readonly https: number
}

/** How the proxy routes requests to a service. */
export type ProxyRoute = {
  /** In lower case, and as the proxy names them; none: every host that no other service has. */
  readonly hosts: readonly string[]
  /** The container's port. */
  readonly port: number
  readonly tls: boolean
  /** `/` for all paths. */
  readonly pathPrefix: string
  readonly stripPrefix: boolean
  /** Seconds that requests in progress get when the service is replaced. */
  readonly drain: number
  /** Seconds after which the proxy answers with 504. */
  readonly responseTimeout: number
  /** undefined: as the proxy decides, which is to trust them only without TLS. */
  readonly forwardHeaders: boolean | undefined
}

/** Version 0.9.2, for several platforms. */
const DEFAULT_IMAGE =
  'basecamp/kamal-proxy@sha256:826a6f66c6ba26ac26197ac8755804403c9bb617b90cfac25c7972154c5328ab'

/** The proxy of an environment that configures none. */
export const DEFAULT_PROXY: HostProxy = { image: defaultImage(), http: 80, https: 443 }

function defaultImage(): ImageReference {
  const image = parseImageReference(DEFAULT_IMAGE)
  if ('problem' in image) throw new Error(image.problem)
  return image
}

/** Returns the proxy of an environment's hosts, and reports what is wrong with its configuration. */
export function hostProxyOf(entry: EnvironmentEntry['proxy'], report: ReportAt): HostProxy {
  if (entry === undefined) return DEFAULT_PROXY
  const { http = DEFAULT_PROXY.http, https = DEFAULT_PROXY.https } = entry
  if (http === https) {
    const place = placeOf(entry, entry.https === undefined ? 'http' : 'https')
    report(`"http" and "https" of "proxy" are both ${http}`, place)
  }
  if (entry.image === undefined) return { ...DEFAULT_PROXY, http, https }
  const image = parseImageReference(entry.image.value)
  if ('problem' in image) report(image.problem, entry.image.at)
  else if (image.digest !== '') return { image, http, https }
  else {
    const shown = quote(entry.image.value)
    report(
      `the image of the proxy, ${shown}, needs a digest: name@sha256:... or name:tag@sha256:...`,
      entry.image.at,
    )
  }
  return { ...DEFAULT_PROXY, http, https }
}

/** Returns the route of a service, and reports a missing port. */
export function routeOf(entry: ServiceEntry, report: ReportAt): ProxyRoute | undefined {
  const { proxy } = entry
  if (proxy === undefined) return undefined
  const port = proxy.port ?? entry.healthy?.port ?? onlyPort(entry)
  if (port === undefined) report('"proxy" needs the container\'s "port"', placeOf(entry, 'proxy'))
  const hosts = proxy.hosts ?? (proxy.host ? [proxy.host] : [])
  const seconds = (text = '30s'): number => Math.ceil(milliseconds(text) / 1000)
  return {
    // The proxy compares them as they are, and clients send them in lower case.
    hosts: [...new Set(hosts.map(({ value }) => value.toLowerCase()))],
    port: port ?? 0,
    tls: proxy.tls ?? false,
    pathPrefix: `/${(proxy['path-prefix'] ?? '').replace(/^\/|\/$/g, '')}`,
    stripPrefix: proxy['strip-prefix'] ?? true,
    drain: seconds(proxy.drain),
    responseTimeout: seconds(proxy['response-timeout']),
    forwardHeaders: proxy['forward-headers'],
  }
}
