// Cleans up the hosts at the end of a deployment, and returns what is running.

import pMap from 'p-map'
import { UserError } from '../../../../kit/action/user-error.ts'
import { type Container, containersOf, environmentContainers } from '../host/facts.ts'
import type { InspectedHost } from '../host/inspect.ts'
import { MAX_PARALLEL_HOSTS, retryOnLostConnection } from '../host/session.ts'
import type { Job } from '../job.ts'
import { type CleanupPlan, cleanupPlan } from '../plan/cleanup-plan.ts'
import type { HostPlan } from '../plan/host-plan.ts'

const NOTHING: CleanupPlan = { disableRestart: [], stopAndRemove: [], remove: [] }

/**
 * Removes the run's temporary files and, given the plans of a successful deployment, old releases. Returns the containers of the
 * hosts that answered.
 */
export async function cleanUp(
  inspected: readonly InspectedHost[],
  { slug, runId, fleet }: Job,
  plans: readonly HostPlan[] | undefined,
  { keep, prune }: { readonly keep: number; readonly prune: boolean },
): Promise<Map<string, readonly Container[]>> {
  const containers = new Map<string, readonly Container[]>()
  const cleanUpHost = async (host: InspectedHost, index: number): Promise<void> => {
    const { session, sharesDocker } = host
    const plan = plans?.[index]
    const cleanup = plan ? cleanupPlan(plan, host.containers, keep, prune) : NOTHING
    const lists = [cleanup.disableRestart, cleanup.stopAndRemove, cleanup.remove]
    const isDone = plan ? '1' : ''
    const args = [slug, runId, fleet.environment, ...lists.map((ids) => ids.join(' ')), isDone]
    try {
      const work = () => session.run('cleanup', args)
      const { code, stdout } = await retryOnLostConnection(session, work)
      // Docker did not answer.
      if (code !== 0) return
      const all = containersOf(stdout)
      const own = environmentContainers(host.host, all, fleet.environment, sharesDocker)
      containers.set(host.host.name, own)
    } catch (error) {
      // The report says that this host's state is unknown.
      if (!(error instanceof UserError)) throw error
    }
  }
  await pMap(inspected, cleanUpHost, { concurrency: MAX_PARALLEL_HOSTS })
  return containers
}
