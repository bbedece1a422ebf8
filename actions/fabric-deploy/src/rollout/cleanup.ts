// Cleans up the hosts at the end of a deployment, and returns what is running.

import pMap from 'p-map'
import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { type Container, containersOf, environmentContainers, recordsIn } from '../host/facts.ts'
import { quoteEnd } from '../host/host-errors.ts'
import type { InspectedHost } from '../host/inspect.ts'
import { MAX_PARALLEL_HOSTS, retryOnLostConnection } from '../host/session.ts'
import type { Job } from '../job.ts'
import { type CleanupPlan, cleanupPlan, routesToRemove } from '../plan/cleanup-plan.ts'
import type { HostPlan } from '../plan/host-plan.ts'

const NOTHING: CleanupPlan = {
  disableRestart: [],
  stop: [],
  routes: [],
  stopAndRemove: [],
  remove: [],
}

export type Cleanup = {
  /** The containers of the hosts that answered, by the host's name. */
  readonly containers: ReadonlyMap<string, readonly Container[]>
  /** A sentence for every container that was replaced, but could not be stopped. */
  readonly stopProblems: readonly string[]
  /** A sentence for every command of `before` of an earlier run that still runs. */
  readonly stillRunning: readonly string[]
}

/** Milliseconds that the cleanup of a host may take, without the grace period of the containers that it stops. */
const LIMIT = 60_000

/**
 * Removes the run's temporary files. After a successful deployment, whose plans are given, also stops the old containers that still run,
 * and removes old releases and routes.
 */
export async function cleanUp(
  inspected: readonly InspectedHost[],
  { slug, runId, fleet }: Job,
  plans: readonly HostPlan[] | undefined,
  options: { readonly keep: number; readonly prune: boolean },
): Promise<Cleanup> {
  const containers = new Map<string, readonly Container[]>()
  const stopProblems: string[] = []
  const stillRunning: string[] = []
  const cleanUpHost = async (host: InspectedHost, index: number): Promise<void> => {
    const { session, sharesDocker } = host
    const plan = plans?.[index]
    const cleanup = plan ? planOf(host, plan, slug, options) : NOTHING
    const { disableRestart, stop, routes, stopAndRemove, remove } = cleanup
    const args = [
      ...[slug, runId, fleet.environment],
      ...[disableRestart, stopAndRemove, remove].map((ids) => ids.join(' ')),
      ...[plan ? '1' : '', stop.map(({ id, grace }) => `${id}=${grace}`).join(' ')],
      routes.join(' '),
    ]
    const limit = LIMIT + Math.max(0, ...stop.map(({ grace }) => grace * 1000))
    try {
      const work = () => session.run('cleanup', args, { limit })
      const { code, stdout } = await retryOnLostConnection(session, work)
      for (const [kind, id = '', output = ''] of recordsIn(stdout)) {
        if (kind === 'stop-failed') stopProblems.push(stopProblem(host, id, output))
        if (kind === 'before-running') stillRunning.push(beforeRunning(host, id))
      }
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
  return { containers, stopProblems, stillRunning }
}

function planOf(
  host: InspectedHost,
  plan: HostPlan,
  slug: string,
  { keep, prune }: { readonly keep: number; readonly prune: boolean },
): CleanupPlan {
  // Two hosts that share a docker share the routes.
  const routes = routesToRemove(plan, host, slug, prune && !host.sharesDocker)
  return cleanupPlan(plan, host.containers, { keep, prune }, routes)
}

function stopProblem({ host, containers }: InspectedHost, id: string, output: string): string {
  const name = containers.find((one) => one.id === id)?.name ?? id
  return `${host.name}: the old container ${quote(name)} no longer gets requests, but could not be stopped: ${quoteEnd(output)}`
}

const beforeRunning = ({ host }: InspectedHost, name: string): string =>
  `${host.name}: a "before" command of an earlier run is still running in the container ${quote(name)} (docker stop ${name} ends it)`
