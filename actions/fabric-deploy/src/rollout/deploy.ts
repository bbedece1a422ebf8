// A deployment or a rollback: takes the lock, changes the hosts, cleans up, and returns the result.

import { UserError } from '../../../../kit/action/user-error.ts'
import { isRunning } from '../host/facts.ts'
import { combinedError } from '../host/host-errors.ts'
import { type InspectedHost, type Inspection, inspectAll } from '../host/inspect.ts'
import { releaseLock, takeLock } from '../host/lock.ts'
import type { DeployInputs } from '../inputs.ts'
import type { Job } from '../job.ts'
import { plansOf } from '../plan/fleet-plan.ts'
import { type ChangePorts, changeHosts } from './change-hosts.ts'
import { cleanUp } from './cleanup.ts'
import type { Deployment } from './deployment.ts'

export type DeployPorts = ChangePorts & {
  readonly warn: (message: string) => void
  /** What other runs see of the owner of the lock. */
  readonly owner: readonly string[]
}

type Inputs = Pick<
  DeployInputs,
  'action' | 'tag' | 'dry-run' | 'lock-wait' | 'timeout' | 'keep' | 'prune'
>

/** A deployment in progress. */
type Running = { -readonly [Key in keyof Deployment]: Deployment[Key] } & {
  inspected: readonly InspectedHost[]
  isBeforeLeft: boolean
}

/** Deploys to the hosts. Never throws a UserError: it is in the result, with the result of each host. */
export async function deploy(
  { inspected, lockHost }: Pick<Inspection, 'inspected' | 'lockHost'>,
  job: Job,
  inputs: Inputs,
  ports: DeployPorts,
): Promise<Deployment> {
  if (!lockHost) throw new Error('there is no host for the lock')
  const result: Running = {
    inspected,
    plans: [],
    digests: new Map(),
    switched: new Map(),
    errors: new Map(),
    containers: new Map(),
    error: undefined,
    isBeforeLeft: false,
  }
  let isLocked = false
  let isUnlocked = true
  try {
    if (inputs['dry-run'])
      result.plans = plansOf(inspected, inputs, result.digests, job.fleet.proxy)
    else {
      const { slug, runId, fleet } = job
      const postState = { slug, runId, environment: fleet.environment, switchValues: {} }
      // Saved before the lock is taken: a connection lost at that moment may leave it taken.
      ports.savePostState(postState)
      isUnlocked = false
      const wait = inputs['lock-wait']
      const lock = await takeLock(lockHost, job, ports.owner, wait, ports, ports.cancel)
      isLocked = true
      const lastRun = inspected.find(({ session }) => session === lockHost)?.facts.lastRun
      const isOutdated = lock.waited || lock.previousRun !== lastRun
      if (isOutdated) result.inspected = await inspectAgain(inspected, job)
      await changeHosts(job, inputs, ports, result, postState)
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    result.error = ports.cancel.aborted ? cancelled(error) : error
  } finally {
    const isGood = result.error === undefined && !inputs['dry-run']
    const plans = isGood ? result.plans : undefined
    const cleaned = await cleanUp(result.inspected, job, plans, inputs)
    result.containers = cleaned.containers
    for (const sentence of cleaned.stillRunning) ports.warn(sentence)
    if (isGood) result.error = exitedSince(result) ?? notStopped(cleaned.stopProblems)
    if (!isUnlocked) isUnlocked = await releaseLock(lockHost, job, isLocked ? ports.warn : () => {})
  }
  // The post step tries once more to reach the hosts that could not be reached.
  const isUnknown = [...result.switched.values()].some(({ running }) => running === 'unknown')
  if (!isUnknown && !result.isBeforeLeft && isUnlocked) ports.savePostState(undefined)
  return result
}

/** Returns an error if a container that was healthy is gone at the end. */
function exitedSince({ plans, containers }: Deployment): UserError | undefined {
  const problems = plans.flatMap(({ host, changes }) => {
    // One that docker is restarting has exited.
    const running = containers
      .get(host.name)
      ?.filter((one) => isRunning(one) && one.state !== 'restarting')
    if (!running) return []
    return changes
      .filter(({ service }) =>
        running.every(({ labels }) => labels['towpath.service'] !== service.name),
      )
      .map(({ service }) => `${host.name}: "${service.name}" was healthy, but has exited since`)
  })
  return problems.length > 0 ? new UserError('exited', problems.join('\n')) : undefined
}

const notStopped = (problems: readonly string[]): UserError | undefined =>
  problems.length > 0 ? new UserError('stop-failed', problems.join('\n')) : undefined

const cancelled = (error: UserError): UserError =>
  new UserError('cancelled', `The run was cancelled.\n${error.message}`)

/** Another run has deployed since the hosts were inspected. */
async function inspectAgain(
  before: readonly InspectedHost[],
  job: Job,
): Promise<readonly InspectedHost[]> {
  const sessions = before.map(({ session }) => session)
  const { inspected, errors } = await inspectAll(sessions, job)
  if (errors.size > 0) throw combinedError([...errors.values()].flat())
  return inspected
}
