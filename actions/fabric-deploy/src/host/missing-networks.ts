// Docker's networks that services name and a host lacks. Pure.

import { UserError } from '../../../../kit/action/user-error.ts'
import { list, quote } from '../../../../kit/text/escape.ts'
import type { FleetHost } from '../config/fleet.ts'
import type { HostFacts } from './facts.ts'

/** Returns an error for every network of a service that the host does not have. */
export function missingNetworks(
  { name, services }: FleetHost,
  { networks }: HostFacts,
): UserError[] {
  // Docker has some of its own: without any, it did not answer.
  if (networks.length === 0) return []
  return services.flatMap((service) =>
    service.options.networks
      .filter((network) => !networks.includes(network))
      .map((network) => {
        const problem = `${name} has no docker network ${quote(network)}, which ${quote(service.name)} needs`
        const hint = `there are ${list(networks)}; create it first (docker network create ${network})`
        return new UserError('network-missing', `${problem}: ${hint}`)
      }),
  )
}
