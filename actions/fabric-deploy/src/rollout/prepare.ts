// Prepares all hosts: every image is pulled and every container created before anything stops.

import pMap from 'p-map'
import { UserError } from '../../../../kit/action/user-error.ts'
import type { InspectedHost } from '../host/inspect.ts'
import { MAX_PARALLEL_HOSTS, retryOnLostConnection } from '../host/session.ts'
import type { Job } from '../job.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import { ensureProxy } from '../proxy/ensure-proxy.ts'
import { mustMakeProxy } from '../proxy/proxy-state.ts'
import type { EarlyPulls } from './digests.ts'
import { pullAndCreate, type ScriptLimits } from './images.ts'
import type { PreparedHost } from './switch-host.ts'

export type PlannedHost = InspectedHost & { readonly plan: HostPlan }

export type Prepared = {
  readonly hosts: readonly PreparedHost[]
  /** Why a host could not be prepared. */
  readonly errors: ReadonlyMap<string, UserError>
}

/** Prepares the hosts, all at once; each as soon as its early pull is over. */
export async function prepare(
  planned: readonly PlannedHost[],
  job: Job,
  earlyPulls: EarlyPulls,
  limits: ScriptLimits,
): Promise<Prepared> {
  const errors = new Map<string, UserError>()
  const prepareHost = async ({ session, plan, facts }: PlannedHost): Promise<PreparedHost[]> => {
    try {
      await earlyPulls.get(session)
      const work = () => pullAndCreate(session, job, plan, facts, limits)
      const created = await retryOnLostConnection(session, work)
      await retryOnLostConnection(session, () => ensureProxy(session, job, plan, facts, limits))
      return [{ session, plan, created, hadProxy: !mustMakeProxy(plan, facts, job.fleet.proxy) }]
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      errors.set(session.host.name, error)
      return []
    }
  }
  const hosts = await pMap(planned, prepareHost, { concurrency: MAX_PARALLEL_HOSTS })
  return { hosts: hosts.flat(), errors }
}
