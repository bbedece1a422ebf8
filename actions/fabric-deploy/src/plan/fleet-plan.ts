// The plans of all hosts. Pure.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { HostProxy } from '../config/proxy-route.ts'
import type { Service } from '../config/service.ts'
import type { HostState } from '../host/facts.ts'
import type { DeployInputs } from '../inputs.ts'
import { deployPlan, type HostPlan } from './host-plan.ts'
import { rollbackPlan } from './rollback-plan.ts'

/** Returns the plan of every host, in their order. Throws a UserError if a rollback is not possible. */
export function plansOf(
  states: readonly HostState[],
  { action, tag, prune }: Pick<DeployInputs, 'action' | 'tag' | 'prune'>,
  digests: ReadonlyMap<Service, string>,
  proxy: HostProxy,
): readonly HostPlan[] {
  if (action === 'rollback') {
    const plans = rollbackPlan(states, tag, proxy)
    if ('problem' in plans) throw new UserError(plans.reason, plans.problem)
    return plans
  }
  const wanted = {
    release: ({ image, takesTag }: Service) => (takesTag ? tag : image.tag || image.digest),
    digest: (service: Service) => digests.get(service),
    prune,
    proxy,
  }
  return states.map((state) => deployPlan(state, wanted))
}

/** Returns the plans for the log: a line for each change, with the number of hosts that have the same one. */
export function planLines(plans: readonly HostPlan[], hostCount: number): string[] {
  const changes = plans.flatMap(({ changes: all }) =>
    all.map(({ service, release, startId, stopIds, keepsRunning }) => {
      if (keepsRunning && stopIds.length > 0)
        return `Stop all but one container of ${service.name} ${release}`
      if (keepsRunning) return `Restore the route of ${service.name} ${release}`
      if (stopIds.length > 0) return `Replace ${service.name} with ${release}`
      return `${startId === undefined ? 'Create' : 'Start'} ${service.name} ${release}`
    }),
  )
  return [...Map.groupBy(changes, (change) => change)].map(
    ([change, same]) => `${change} on ${same.length} of ${hostCount} hosts`,
  )
}
