// Every image is pulled and every container made before anything stops.
import { UserError } from '../../../../kit/action/user-error.ts'
import type { Seen } from '../host/connect.ts'
import { type Job, MOST } from '../host/preflight.ts'
import { atOnce, savedOnce } from '../host/session.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import { type Ahead, type Limits, makeReady } from './images.ts'
import type { Stage } from './rollout.ts'

export type Working = Seen & { readonly plan: HostPlan }

export type Prepared = {
  readonly stages: readonly Stage[]
  /** Why a host could not be made ready. */
  readonly errors: ReadonlyMap<string, UserError>
}

/** Makes the hosts ready, all at once; each as soon as what was pulled ahead there has come. */
export async function prepare(
  working: readonly Working[],
  job: Job,
  ahead: Ahead,
  limits: Limits,
): Promise<Prepared> {
  const errors = new Map<string, UserError>()
  const stages = await atOnce(working, MOST, async ({ session, plan, facts }) => {
    try {
      await ahead.get(session)
      const made = await savedOnce(session, () => makeReady(session, job, plan, facts, limits))
      return [{ session, plan, made }]
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      errors.set(session.host.name, error)
      return []
    }
  })
  return { stages: stages.flat(), errors }
}
