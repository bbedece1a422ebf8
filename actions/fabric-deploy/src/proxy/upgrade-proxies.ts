// action: upgrade-proxy: replaces the proxies of an environment's hosts with the configured one, batch by batch.

import pMap from 'p-map'
import { UserError } from '../../../../kit/action/user-error.ts'
import { combinedError } from '../host/host-errors.ts'
import { type InspectedHost, type Inspection, removeRunFolders } from '../host/inspect.ts'
import { releaseLock, takeLock } from '../host/lock.ts'
import { MAX_PARALLEL_HOSTS, retryOnLostConnection, type Session } from '../host/session.ts'
import type { DeployInputs } from '../inputs.ts'
import type { Job } from '../job.ts'
import type { DeployPorts } from '../rollout/deploy.ts'
import { pullProxy } from '../rollout/images.ts'
import { type ProxyUpgrade, type UpgradePorts, upgradeHost } from './upgrade-host.ts'
import { needsUpgrade } from './upgrade-plan.ts'

type Inputs = Pick<DeployInputs, 'dry-run' | 'lock-wait' | 'timeout'>

/** What was done to the hosts, by their names, without those that were not reached. */
export type ProxyUpgrades = {
  readonly upgrades: ReadonlyMap<string, ProxyUpgrade>
  readonly error: UserError | undefined
}

/** Replaces the proxies. Never throws a UserError: it is in the result. */
export async function upgradeProxies(
  { inspected, lockHost }: Pick<Inspection, 'inspected' | 'lockHost'>,
  job: Job,
  inputs: Inputs,
  ports: DeployPorts,
): Promise<ProxyUpgrades> {
  if (!lockHost) throw new Error('there is no host for the lock')
  const upgrades = new Map<string, ProxyUpgrade>()
  const hosts = inspected.filter(({ facts }) => needsUpgrade(facts.proxy, job.fleet.proxy))
  let error: UserError | undefined
  let isUnlocked = true
  let isLocked = false
  try {
    if (hosts.length > 0 && !inputs['dry-run']) {
      const { slug, runId, fleet } = job
      const names = hosts.map(({ host }) => host.name)
      const postState = { slug, runId, environment: fleet.environment, switchValues: {} }
      // Saved before the lock is taken: a connection lost at that moment may leave it taken.
      ports.savePostState({ ...postState, proxies: names })
      isUnlocked = false
      await takeLock(lockHost, job, ports.owner, inputs['lock-wait'], ports, ports.cancel)
      isLocked = true
      await upgradeWithin(inputs.timeout, hosts, job, ports, upgrades)
    }
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown
    error = ports.cancel.aborted
      ? new UserError('cancelled', `The run was cancelled.\n${thrown.message}`)
      : thrown
  } finally {
    await removeRunFolders(inspected, job)
    if (!isUnlocked) isUnlocked = await releaseLock(lockHost, job, isLocked ? ports.warn : () => {})
  }
  // The post step tries once more to reach the hosts that could not be reached.
  const isUnknown = [...upgrades.values()].some(({ found }) => found === 'unknown')
  if (!isUnknown && isUnlocked) ports.savePostState(undefined)
  return { upgrades, error }
}

/** Pulls the image on all hosts, and then replaces the proxies within `limit` milliseconds. Throws a UserError. */
async function upgradeWithin(
  limit: number,
  hosts: readonly InspectedHost[],
  job: Job,
  ports: DeployPorts,
  upgrades: Map<string, ProxyUpgrade>,
): Promise<void> {
  const finished = new AbortController()
  const timedOut = new AbortController()
  const timer = ports.clock.sleep(limit, finished.signal)
  void timer.then(() => finished.signal.aborted || timedOut.abort())
  const signal = AbortSignal.any([ports.cancel, timedOut.signal])
  try {
    await pullOnAll(hosts, job, { closeStdinOn: signal, limit })
    await upgradeInBatches(hosts, job, { ...ports, signal }, upgrades)
  } catch (error) {
    if (!timedOut.signal.aborted || !(error instanceof UserError)) throw error
    throw new UserError('timeout', `It did not finish within "timeout".\n${error.message}`)
  } finally {
    finished.abort()
  }
}

/** Pulls the image on all hosts, before any proxy stops. */
async function pullOnAll(
  hosts: readonly InspectedHost[],
  job: Job,
  limits: Parameters<typeof pullProxy>[2],
): Promise<void> {
  const errors: UserError[] = []
  const pull = async (session: Session): Promise<void> => {
    try {
      await retryOnLostConnection(session, () => pullProxy(session, job, limits))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      errors.push(error)
    }
  }
  const sessions = hosts.map(({ session }) => session)
  await pMap(sessions, pull, { concurrency: MAX_PARALLEL_HOSTS })
  if (errors.length > 0) throw combinedError(errors)
}

/** Replaces the proxies batch by batch, and stops after a failure: the proxies that are replaced already stay. */
async function upgradeInBatches(
  hosts: readonly InspectedHost[],
  job: Job,
  ports: UpgradePorts,
  upgrades: Map<string, ProxyUpgrade>,
): Promise<void> {
  const { fleet } = job
  const batches = fleet.batches
    .map((batch) => hosts.filter(({ host }) => batch.includes(fleet.hosts.indexOf(host))))
    .filter((batch) => batch.length > 0)
  for (const [index, batch] of batches.entries()) {
    if (index > 0) await ports.clock.sleep(fleet.pause, ports.signal)
    if (ports.signal.aborted) throw new UserError('ended', 'Not all hosts were reached.')
    const upgrade = async ({ session }: InspectedHost): Promise<void> => {
      upgrades.set(session.host.name, await upgradeHost(session, job, ports))
    }
    await pMap(batch, upgrade, { concurrency: MAX_PARALLEL_HOSTS })
    const errors = [...upgrades.values()].flatMap(({ error }) => error ?? [])
    const worst = errors.find(({ reason }) => reason === 'not-restored')
    if (worst) throw new UserError(worst.reason, errors.map(({ message }) => message).join('\n'))
    if (errors.length > 0) throw combinedError(errors)
  }
}
