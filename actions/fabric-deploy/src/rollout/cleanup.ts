// The end of a deployment on the hosts: what is no longer needed goes, and what runs is looked at.
import { UserError } from '../../../../kit/action/user-error.ts'
import type { Seen } from '../host/connect.ts'
import { type Container, containersOf } from '../host/facts.ts'
import { type Job, MOST } from '../host/preflight.ts'
import { atOnce, savedOnce } from '../host/session.ts'
import { type Tidy, tidyOf } from '../plan/cleanup-plan.ts'
import { type HostPlan, mine } from '../plan/host-plan.ts'

const NOTHING: Tidy = { calm: [], end: [], remove: [] }

/**
 * Takes away what the run made for itself, and, with the plans of a good end, old releases. Returns the containers of the hosts that
 * could be seen, by host.
 */
export async function tidyUp(
  seen: readonly Seen[],
  { slug, run, fleet }: Job,
  plans: readonly HostPlan[] | undefined,
  wish: { readonly keep: number; readonly prune: boolean },
): Promise<Map<string, readonly Container[]>> {
  const containers = new Map<string, readonly Container[]>()
  await atOnce(seen, MOST, async ({ session, shared, own }, index) => {
    const plan = plans?.[index]
    const { calm, end, remove } = plan ? tidyOf(plan, own, wish.keep, wish.prune) : NOTHING
    const lists = [calm, end, remove].map((ids) => ids.join(' '))
    const cleanup = () => session.run('cleanup', [slug, run, fleet.environment, ...lists])
    try {
      const { code, stdout } = await savedOnce(session, cleanup)
      // Docker does not answer: what runs is not known.
      if (code !== 0) return
      const all = containersOf(stdout)
      containers.set(session.host.name, mine(session.host, all, fleet.environment, shared))
    } catch (error) {
      // What could not be seen is told as not known.
      if (!(error instanceof UserError)) throw error
    }
  })
  return containers
}
