// Conflicts between services of an environment over routes, ports and certificates of the proxy. Pure.

import type { Position, Problem } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { collides, portText, publishedPort } from '../host/published-ports.ts'
import type { HostProxy } from './proxy-route.ts'
import type { Service } from './service.ts'
import { placeOf, type ServiceEntry } from './service-entry.ts'

type Entries = ReadonlyMap<Service, ServiceEntry>
type Machine = { readonly name: string; readonly services: readonly Service[] }

/** Returns a problem for each host and path of two services, and for each port of the proxy that a service publishes. */
export function proxyConflicts(
  machines: readonly Machine[],
  entries: Entries,
  proxy: HostProxy,
): Problem[] {
  const problems = [
    ...machines.flatMap(({ services }) => sharedRoutes(services, entries)),
    ...machines.flatMap(({ services }) => portsOfProxy(services, entries, proxy)),
  ]
  // Many hosts have the same services.
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
}

/** The proxy itself compares routes in the same way. */
function sharedRoutes(services: readonly Service[], entries: Entries): Problem[] {
  const owners = new Map<string, Service>()
  return services.flatMap((service) => {
    const { proxy: route, name } = service
    if (route === undefined) return []
    const hosts = route.hosts.length > 0 ? route.hosts : ['*']
    return hosts.flatMap((host) => {
      const key = `${host} ${route.pathPrefix}`
      const owner = owners.get(key)
      owners.set(key, owner ?? service)
      if (owner === undefined) return []
      const what = host === '*' ? 'every host' : `the host ${quote(host)}`
      const path = route.pathPrefix === '/' ? '' : ` with the path ${quote(route.pathPrefix)}`
      const message = `${quote(owner.name)} and ${quote(name)} both claim ${what}${path}, on the same machine`
      return [{ message, ...placeIn(entries, service, 'host', 'hosts', 'path-prefix') }]
    })
  })
}

function portsOfProxy(services: readonly Service[], entries: Entries, proxy: HostProxy): Problem[] {
  // checkRoute refuses `ports` of a service behind the proxy.
  const others = services.filter((service) => service.proxy === undefined)
  if (others.length === services.length) return []
  const taken = [proxy.http, proxy.https].map((port) => ({ address: '', port, protocol: 'tcp' }))
  return others.flatMap((service) =>
    service.ports.flatMap((text) => {
      const port = publishedPort(text)
      if (port === undefined || !taken.some((one) => collides(one, port))) return []
      const entry = entries.get(service)
      const message = `the port ${portText(port)} of ${quote(service.name)} is a port of the proxy; set other ports as "http" and "https" of the environment's "proxy", or publish another port`
      return [{ message, ...(entry ? { at: placeOf(entry, 'ports') } : {}) }]
    }),
  )
}

/** Returns a problem for each service with a certificate that runs on several machines of one of the fleets. */
export function sharedCertificates(
  fleets: readonly (readonly Machine[])[],
  entries: Entries,
): Problem[] {
  return [...entries.keys()].flatMap((service) => {
    const [names = []] = fleets
      .map((machines) => machines.filter(({ services }) => services.includes(service)))
      .map((machines) => machines.map(({ name }) => name))
      .sort((one, other) => other.length - one.length)
    if (!service.proxy?.tls || names.length < 2) return []
    const message = `the service ${quote(service.name)} has "tls" on ${names.length} machines (${names.join(', ')}), of which only one can get the certificate; terminate TLS at the load balancer`
    return [{ message, ...placeIn(entries, service, 'tls') }]
  })
}

/** The position of the first of some keys of `proxy` that the service has. */
function placeIn(entries: Entries, service: Service, ...keys: string[]): { at?: Position } {
  const entry = entries.get(service)
  const route = entry?.proxy
  if (!entry || !route) return {}
  const key = keys.find((one) => route.keysAt.has(one))
  return { at: key === undefined ? placeOf(entry, 'proxy') : placeOf(route, key) }
}
