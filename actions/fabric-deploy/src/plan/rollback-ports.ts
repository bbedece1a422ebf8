// Ports of kept releases that something else on their host uses now. Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { type HostState, isRunning } from '../host/facts.ts'
import { PROXY_CONTAINER } from '../host/proxy-facts.ts'
import { collides, portText } from '../host/published-ports.ts'
import { type Refusal, refusal } from '../refusal.ts'
import type { HostPlan } from './host-plan.ts'

/** Refuses a rollback to a container whose port belongs to one that stays; undefined if all ports are free. */
export function rollbackPortTaken(
  { host, changes }: HostPlan,
  { facts, containers }: HostState,
): Refusal | undefined {
  const replaced = changes.flatMap(({ stopIds }) => stopIds)
  const others = facts.containers.filter((one) => isRunning(one) && !replaced.includes(one.id))
  for (const { service, startId, release } of changes) {
    const ports = containers.find(({ id }) => id === startId)?.ports ?? []
    for (const port of ports) {
      const owner = others.find((one) => one.ports.some((other) => collides(port, other)))
      if (!owner) continue
      const by = owner.name === PROXY_CONTAINER ? 'the proxy' : `the container ${quote(owner.name)}`
      const problem = `${host.name}: the kept release ${quote(release)} of ${quote(service.name)} publishes port ${portText(port)}, which ${by} uses now`
      return refusal('port-taken', `${problem}; deploy it instead ("tag: ${release}")`)
    }
  }
  return undefined
}
