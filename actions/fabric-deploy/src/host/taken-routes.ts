// Hosts and paths that another route of the proxy has: it refuses a second one. Pure.

import { UserError } from '../../../../kit/action/user-error.ts'
import { list, quote } from '../../../../kit/text/escape.ts'
import type { FleetHost } from '../config/fleet.ts'
import type { ProxyRoute } from '../config/proxy-route.ts'
import type { Service } from '../config/service.ts'
import type { PreflightJob } from '../job.ts'
import { conflicts, isBehindProxy, ROUTE_LABEL, routeName } from '../plan/route.ts'
import { type Container, type HostFacts, isRunning } from './facts.ts'
import { PROXY_CONTAINER } from './proxy-facts.ts'
import type { Route } from './proxy-routes.ts'

/**
 * Returns an error for every service whose route the proxy would refuse. The services are switched in their order: a host that an
 * earlier one gives up can be used by a later one.
 */
export function routesTaken(host: FleetHost, facts: HostFacts, job: PreflightJob): UserError[] {
  const replaced = replacedRoutes(host, facts, job)
  let routes = (facts.proxy?.routes ?? []).filter(({ service }) => !replaced.includes(service))
  return host.services.flatMap((service) => {
    const { proxy } = service
    if (!proxy) return []
    const name = routeName(job.slug, service.name)
    const others = routes.filter((route) => route.service !== name)
    const found = others.find((route) => conflicts(proxy, route))
    routes = [...others, configuredRoute(name, proxy)]
    return found ? [routeTaken(host, service.name, proxy, found, facts, job)] : []
  })
}

/** The routes of services that are no longer configured, which `prune` replaces before it gives their hosts to others. */
function replacedRoutes({ services }: FleetHost, facts: HostFacts, job: PreflightJob): string[] {
  if (!job.prune) return []
  const names = services.map(({ name }) => name)
  return facts.containers
    .filter((one) => isRunning(one) && isBehindProxy(one))
    .filter(({ labels }) => labels['towpath.environment'] === job.fleet.environment)
    .filter(({ labels }) => !names.includes(labels['towpath.service'] ?? ''))
    .map(labelledRoute)
}

/** The name of the route that a container was made for; empty if it is not behind the proxy. */
const labelledRoute = ({ labels }: Container): string => labels[ROUTE_LABEL]?.split(' ')[0] ?? ''

const configuredRoute = (service: string, { hosts, pathPrefix, tls }: ProxyRoute): Route => ({
  ...{ service, hosts, path: pathPrefix, target: '', state: 'running', tls },
})

function routeTaken(
  { name, services }: FleetHost,
  service: string,
  { hosts, pathPrefix }: ProxyRoute,
  found: Route,
  { containers }: HostFacts,
  job: PreflightJob,
): UserError {
  const shared = hosts.filter((host) => found.hosts.includes(host))
  const what = shared.length > 0 ? list(shared) : 'all hosts that no other route has'
  const path = pathPrefix === '/' ? '' : ` with the path ${quote(pathPrefix)}`
  const problem = `${name}: the proxy can't route ${what}${path} to ${quote(service)}, since its route ${quote(found.service)} has the same`
  const hint = hintFor(found.service, service, services, containers, job)
  return new UserError('host-taken', `${problem}; ${hint}`)
}

function hintFor(
  route: string,
  service: string,
  services: readonly Service[],
  containers: readonly Container[],
  { slug, prune }: PreflightJob,
): string {
  const remove = `remove it (docker exec ${PROXY_CONTAINER} kamal-proxy remove ${quote(route)})`
  const owner = services.find(({ name }) => routeName(slug, name) === route)
  if (owner?.proxy)
    return `list ${quote(owner.name)} before ${quote(service)}, so that it leaves the route first, or deploy that change of ${quote(owner.name)} before`
  if (owner)
    return `${quote(owner.name)} only leaves the proxy at the end of a deployment: deploy that change first`
  if (!route.startsWith(routeName(slug, ''))) {
    // Removing a route in use would stop the requests to the other environment's service.
    const its = containers.find((one) => isRunning(one) && labelledRoute(one) === route)?.labels
    const otherWay = its
      ? `remove ${quote(its['towpath.service'] ?? '')} from the environment ${quote(its['towpath.environment'] ?? '')} first, and deploy there with "prune: true"`
      : remove
    return `set another host or path, or ${otherWay}`
  }
  return prune ? remove : `its service is not configured for this host: "prune: true" removes it`
}
