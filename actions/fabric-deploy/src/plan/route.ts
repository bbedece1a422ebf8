// The routes of services in the proxy of a host. Pure.

import type { HostProxy, ProxyRoute } from '../config/proxy-route.ts'
import type { Service } from '../config/service.ts'
import { type Container, type HostFacts, isRunning } from '../host/facts.ts'
import type { Route } from '../host/proxy-routes.ts'

/**
 * The label with everything that a container's route needs; kamal-proxy.sh describes it. A container without it is not behind the proxy.
 * A rollback to a release restores the route that it had.
 */
export const ROUTE_LABEL = 'towpath.route'

/** The proxy of a host serves all environments. `slug` is that of the environment. */
export const routeName = (slug: string, service: string): string => `${slug}/${service}`

/** Whether a container gets its requests through the proxy. */
export const isBehindProxy = ({ labels }: Pick<Container, 'labels'>): boolean =>
  labels[ROUTE_LABEL] !== undefined

/** Returns the value of the label for a service of an environment; undefined if it is not behind the proxy. */
export function routeLabel(slug: string, { name, proxy, check }: Service): string | undefined {
  if (!proxy) return undefined
  const { hosts, port, tls, pathPrefix, stripPrefix, drain, responseTimeout } = proxy
  const { forwardHeaders } = proxy
  const page = check.kind === 'http' ? check : undefined
  const words = [
    ...[routeName(slug, name), String(port), String(drain)],
    ...(hosts.length > 0 ? ['--host', hosts.join(',')] : []),
    ...(tls ? ['--tls'] : []),
    ...(pathPrefix === '/'
      ? []
      : ['--path-prefix', pathPrefix, `--strip-path-prefix=${stripPrefix}`]),
    ...['--target-timeout', `${responseTimeout}s`],
    ...(forwardHeaders === undefined ? [] : [`--forward-headers=${forwardHeaders}`]),
    ...(page ? ['--health-check-path', page.path] : []),
    ...(page && page.port !== port ? ['--health-check-port', String(page.port)] : []),
    ...(page && page.host !== '' ? ['--health-check-host', page.host] : []),
  ]
  // No word may have a space.
  return words.map((word) => word.replaceAll(/\s/g, '%20')).join(' ')
}

/** Returns the proxy's route for the service of a container. */
export function routeOf({ labels }: Container, { proxy }: HostFacts): Route | undefined {
  const [name] = (labels[ROUTE_LABEL] ?? '').split(' ')
  return proxy?.routes.find(({ service }) => service === name)
}

/** Whether requests reach a container through the proxy. */
export function isRouted(container: Container, facts: HostFacts): boolean {
  const route = routeOf(container, facts)
  return isTarget(container, route) && route?.state === 'running'
}

/** Returns the running container that the proxy routes to; undefined if it routes to none of them. */
export const routedOne = (running: readonly Container[], facts: HostFacts): Container | undefined =>
  running.find((one) => isTarget(one, routeOf(one, facts)))

function isTarget({ id, labels }: Container, route: Route | undefined): boolean {
  const [, port] = (labels[ROUTE_LABEL] ?? '').split(' ')
  return route !== undefined && route.target === `${id.slice(0, 12)}:${port}`
}

/** Whether a running container publishes a port that the proxy needs. A proxy that runs has its ports already. */
export function holdsProxyPort(
  container: Container,
  facts: HostFacts,
  { http, https }: Pick<HostProxy, 'http' | 'https'>,
): boolean {
  if (facts.proxy?.state === 'running' || !isRunning(container)) return false
  return container.ports.some(
    ({ port, protocol }) => protocol === 'tcp' && [http, https].includes(port),
  )
}

/** Whether the proxy refuses a service's route because another route has the same host and path. */
export function conflicts({ hosts, pathPrefix }: ProxyRoute, other: Route): boolean {
  const [own, theirs] = [hosts, other.hosts].map((all) => (all.length === 0 ? [''] : all))
  return (
    other.path.split(',').includes(pathPrefix) && (own ?? []).some((host) => theirs?.includes(host))
  )
}
