// The rollout: switches the hosts batch by batch, and rolls all of them back when one fails.

import pMap from 'p-map'
import type { Failure } from '../host/script-events.ts'
import { MAX_PARALLEL_HOSTS } from '../host/session.ts'
import type { Job } from '../job.ts'
import { checkHosts } from './check-hosts.ts'
import type { SwitchResult } from './deployment.ts'
import { type PreparedHost, type RolloutPorts, rollBackHost, switchHost } from './switch-host.ts'

type Batches = readonly (readonly PreparedHost[])[]

export type Rollout = {
  /** The results of the hosts that were reached. */
  readonly results: ReadonlyMap<PreparedHost, SwitchResult>
  /** The first failure, because of which the other hosts were rolled back. */
  readonly cause: Failure | undefined
}

/**
 * Switches the hosts batch by batch, `pause` milliseconds apart. Afterwards all hosts that were reached run the new containers or,
 * after a failure, the old ones if they can be reached.
 */
export async function rollOut(
  batches: Batches,
  pause: number,
  job: Job,
  ports: RolloutPorts,
): Promise<Rollout> {
  const results = new Map<PreparedHost, SwitchResult>()
  let cause: Failure | undefined
  const { clock, signal } = ports
  const switchOne = async (host: PreparedHost): Promise<void> => {
    const result = await switchHost(host, job, ports)
    results.set(host, result)
    cause ??= result.failure
  }
  for (const [index, batch] of batches.entries()) {
    if (index > 0) await clock.sleep(pause, signal)
    if (signal.aborted) break
    await pMap(batch, switchOne, { concurrency: MAX_PARALLEL_HOSTS })
    if ([...results.values()].some(({ failure }) => failure)) break
  }
  const isSwitched = (host: PreparedHost): boolean => results.get(host)?.running === 'new'
  if (batches.flat().every(isSwitched)) {
    const failures = await checkHosts(batches.flat(), job, ports)
    for (const [host, result] of results) {
      const failure = failures.get(host)
      if (failure) results.set(host, { ...result, failure })
      cause ??= failure
    }
    if (cause === undefined) return { results, cause }
  }
  await rollBack(batches, results, job, ports)
  return { results, cause }
}

/** Rolls back the hosts that run the new containers, in the same batches, the last one first. */
async function rollBack(
  batches: Batches,
  results: Map<PreparedHost, SwitchResult>,
  job: Job,
  ports: RolloutPorts,
): Promise<void> {
  const switched = batches
    .map((batch) => batch.filter((host) => results.get(host)?.running === 'new'))
    .filter((batch) => batch.length > 0)
    .reverse()
  const rollBackOne = async (host: PreparedHost): Promise<void> => {
    const { gap = 0, seconds = 0, failure } = results.get(host) ?? {}
    const result = await rollBackHost(host, job, ports, false)
    results.set(host, { ...(failure && { failure }), ...result, gap, seconds })
  }
  // A runner waits only seconds for a cancelled step: then all hosts roll back at once.
  const groups = ports.hurry() ? [switched.flat()] : switched
  for (const group of groups) await pMap(group, rollBackOne, { concurrency: MAX_PARALLEL_HOSTS })
}
