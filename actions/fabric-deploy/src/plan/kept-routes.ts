// Routes of services with `redeploy: never` that are not as configured. Pure.

import { list, quote } from '../../../../kit/text/escape.ts'
import { type HostState, isRunning } from '../host/facts.ts'
import { ROUTE_LABEL, routeLabel } from './route.ts'

/** Returns a warning for every running container that a deployment does not replace although its route is configured differently. */
export function keptRoutes(
  states: readonly Pick<HostState, 'host' | 'containers'>[],
  slug: string,
): string[] {
  return states.flatMap(({ host, containers }) =>
    host.services
      .filter(({ startOnly }) => startOnly)
      .flatMap((service) => {
        const kept = containers.filter(
          (one) =>
            isRunning(one) &&
            one.labels['towpath.service'] === service.name &&
            one.labels[ROUTE_LABEL] !== routeLabel(slug, service),
        )
        if (kept.length === 0) return []
        const names = list(kept.map(({ name }) => name))
        const problem = `${host.name}: the "proxy" of ${quote(service.name)} has changed, but "redeploy: never" keeps its running container with the route that it had`
        return [`${problem}; to change that, remove the container (${names}) and deploy again`]
      }),
  )
}
