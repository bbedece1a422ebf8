// Settings that can't be combined with `proxy` of a service. Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { portText, publishedPort } from '../host/published-ports.ts'
import type { ProxyRoute } from './proxy-route.ts'
import { placeOf, type ReportAt, type ServiceEntry } from './service-entry.ts'

/** Reports every setting of a service that can't be combined with `proxy`. */
export function checkRoute(entry: ServiceEntry, route: ProxyRoute, report: ReportAt): void {
  checkPorts(entry, report)
  checkHealth(entry, report)
  if (route.tls) checkTls(entry, route, report)
  for (const { value, at } of entry.networks ?? []) {
    if (value !== 'host' && value !== 'none') continue
    report(`in the network ${quote(value)} the proxy can't reach the container`, at)
  }
}

function checkPorts({ ports = [], ...entry }: ServiceEntry, report: ReportAt): void {
  const [port] = ports.flatMap((text) => publishedPort(text) ?? [])
  if (port === undefined) return
  const why = 'the old and the new container run side by side, and requests come through the proxy'
  report(
    `"ports" publishes port ${portText(port)} of the host, which can't be combined with "proxy": ${why}; remove it`,
    placeOf(entry, 'ports'),
  )
}

function checkHealth({ healthy, ...entry }: ServiceEntry, report: ReportAt): void {
  if (healthy?.http === undefined) {
    const place = healthy ? placeOf(entry, 'healthy') : placeOf(entry, 'proxy')
    report('"proxy" needs "healthy" with "http", the page that the proxy checks too', place)
    return
  }
  if (healthy.headers) {
    report(
      '"proxy" sends no "headers" in its health check, only "host"',
      placeOf(healthy, 'headers'),
    )
  }
  if (/[?#]/.test(healthy.http)) {
    report('the health check of "proxy" takes a path without "?" and "#"', placeOf(healthy, 'http'))
  }
}

/** Of letters, digits and hyphens, as authorities want it; the last label of an address has no letter. */
const PUBLIC_NAME = /^[A-Za-z0-9.-]+\.[0-9-]*[A-Za-z][A-Za-z0-9-]*$/
/** RFC 6761, 6762 and 8375, and what ICANN keeps for private use. */
const PRIVATE_NAME = /\.(?:test|invalid|localhost|local|internal|onion|home\.arpa)$/i

function checkTls({ proxy, ...entry }: ServiceEntry, route: ProxyRoute, report: ReportAt): void {
  const place = proxy ? placeOf(proxy, 'tls') : entry.at
  if (route.hosts.length === 0) report('"tls" needs the "host" that the certificate is for', place)
  for (const { value, at } of proxy?.hosts ?? (proxy?.host ? [proxy.host] : [])) {
    if (value.includes('*'))
      report(`"tls" can't get a certificate for a wildcard: ${quote(value)}`, at)
    else if (!PUBLIC_NAME.test(value) || PRIVATE_NAME.test(value)) {
      report(`"tls" can't get a certificate for ${quote(value)}, which is not a public name`, at)
    }
  }
  if (route.pathPrefix !== '/') {
    const why = 'the service at "/" of the host decides for all below it'
    report(`"tls" can't be combined with "path-prefix": ${why}`, place)
  }
}
