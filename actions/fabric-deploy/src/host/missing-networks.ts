// Networks of services that a host's docker does not have. Pure.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { FleetHost } from '../config/fleet.ts'
import type { HostFacts } from './facts.ts'

/** Returns an error for each. Docker itself notices only when it starts the container. */
export function missingNetworks(
  { name: host, services }: FleetHost,
  { networks: existing, dockerVersion }: HostFacts,
): UserError[] {
  if (dockerVersion === '') return []
  const wanted = services.flatMap(({ name, options }) =>
    options.networks.map((network) => ({ name, network })),
  )
  return wanted
    .filter(({ network }) => !existing.includes(network))
    .map(
      ({ name, network }) =>
        new UserError(
          'network-missing',
          `${host} has no docker network ${quote(network)}, which ${quote(name)} needs; create it: docker network create ${network}`,
        ),
    )
}
