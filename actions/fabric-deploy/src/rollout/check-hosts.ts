// The check at the end of a rollout, while the old containers behind the proxy still run and all hosts can be rolled back.

import pMap from 'p-map'
import { UserError } from '../../../../kit/action/user-error.ts'
import { type Failure, followScript } from '../host/script-events.ts'
import { MAX_PARALLEL_HOSTS, retryOnLostConnection } from '../host/session.ts'
import type { Job } from '../job.ts'
import { switchArguments } from './script-arguments.ts'
import {
  type PreparedHost,
  type RolloutPorts,
  scriptFailure,
  switchValuesOf,
} from './switch-host.ts'

type ScriptId = Pick<Job, 'slug' | 'runId'>

/**
 * Checks on the switched hosts whether the new containers behind the proxy are still in service. Skips hosts without such containers.
 * Returns the failures.
 */
export async function checkHosts(
  hosts: readonly PreparedHost[],
  job: ScriptId,
  ports: RolloutPorts,
): Promise<ReadonlyMap<PreparedHost, Failure>> {
  const failures = new Map<PreparedHost, Failure>()
  const asked = hosts.filter(({ plan }) =>
    plan.changes.some(({ isBehind, stopLast }) => isBehind || stopLast),
  )
  const check = async (host: PreparedHost): Promise<void> => {
    const failure = await checkHost(host, job, ports)
    if (failure) failures.set(host, failure)
  }
  await pMap(asked, check, { concurrency: MAX_PARALLEL_HOSTS })
  return failures
}

async function checkHost(
  host: PreparedHost,
  { slug, runId }: ScriptId,
  ports: RolloutPorts,
): Promise<Failure | undefined> {
  const { session } = host
  const { name } = session.host
  const events = followScript(name, ports, ports.clock.now())
  const args = ['check', '', slug, runId, ...switchArguments(switchValuesOf(host))]
  const work = () => session.run('switch', args, { onLine: events.onLine })
  try {
    const { code, stderr } = await retryOnLostConnection(session, work)
    return code === 0 ? undefined : (events.failure() ?? scriptFailure(name, code, stderr))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    // An unreachable host can't be rolled back, and rolling back the others would leave two versions.
    ports.log(`${name}: ${error.message}`)
    return undefined
  }
}
