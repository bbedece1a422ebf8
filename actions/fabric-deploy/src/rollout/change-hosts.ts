// Changes the hosts while the lock is held: digests, images, rollout.

import type { OpenGroup } from '../../../../kit/action/runner.ts'
import { UserError } from '../../../../kit/action/user-error.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import type { Service } from '../config/service.ts'
import { combinedError } from '../host/host-errors.ts'
import type { InspectedHost } from '../host/inspect.ts'
import type { DeployInputs } from '../inputs.ts'
import type { Job } from '../job.ts'
import { planLines, plansOf } from '../plan/fleet-plan.ts'
import { longWaits } from '../plan/long-waits.ts'
import type { PostState, RunningBefore } from '../post/state.ts'
import { proxyLines } from '../proxy/proxy-state.ts'
import { beforeHasRun, runBefore } from './before.ts'
import type { Deployment, SwitchResult } from './deployment.ts'
import { resolveDigests } from './digests.ts'
import { type PlannedHost, prepare } from './prepare.ts'
import { type Rollout, rollOut } from './rollout.ts'
import { type PreparedHost, type RolloutPorts, switchValuesOf } from './switch-host.ts'

export type ChangePorts = {
  readonly clock: Clock
  readonly log: (line: string) => void
  readonly show: (title: string, lines: readonly string[]) => void
  readonly openGroup: (title: string) => OpenGroup
  /** The run is cancelled. */
  readonly cancel: AbortSignal
  /** Saves what the post step has to restore. */
  readonly savePostState: (state: PostState | undefined) => void
}

type ChangeInputs = Pick<DeployInputs, 'action' | 'tag' | 'timeout' | 'prune'>

/** What is learned while the hosts change; it counts even if the change fails. */
export type Progress = {
  -readonly [Key in 'plans' | 'digests' | 'switched' | 'errors']: Deployment[Key]
} & {
  readonly inspected: readonly InspectedHost[]
  /** A `before` command may still be running, and the post step has to end it. */
  isBeforeLeft: boolean
}

/** Milliseconds that scripts have to undo their work when the run ends. */
const TIME_TO_UNDO = 30_000

/** Changes the hosts within the input `timeout`, filling in `progress`. Throws a UserError. */
export async function changeHosts(
  job: Job,
  inputs: ChangeInputs,
  ports: ChangePorts,
  progress: Progress,
  postState: PostState,
): Promise<void> {
  const finished = new AbortController()
  const timedOut = new AbortController()
  const timer = ports.clock.sleep(inputs.timeout, finished.signal)
  void timer.then(() => finished.signal.aborted || timedOut.abort())
  try {
    const signal = AbortSignal.any([ports.cancel, timedOut.signal])
    await prepareAndRollOut(job, inputs, ports, progress, postState, signal)
  } catch (error) {
    if (!timedOut.signal.aborted || !(error instanceof UserError)) throw error
    const changed = progress.plans.flatMap(({ changes }) => changes.map(({ service }) => service))
    const lines = [
      'The deployment did not finish within "timeout".',
      // A host that is lost has nothing to do with them.
      ...(error.reason === 'unreachable' ? [] : longWaits([...new Set(changed)], inputs.timeout)),
      error.message,
    ]
    throw new UserError('timeout', lines.join('\n'))
  } finally {
    finished.abort()
  }
}

async function prepareAndRollOut(
  job: Job,
  inputs: ChangeInputs,
  ports: ChangePorts,
  progress: Progress,
  postState: PostState,
  signal: AbortSignal,
): Promise<void> {
  const { inspected } = progress
  const limits = { closeStdinOn: signal, limit: inputs.timeout + TIME_TO_UNDO }
  const { digests, earlyPulls } =
    inputs.action === 'deploy'
      ? await resolveDigests(
          inspected,
          plansOf(inspected, inputs, new Map(), job.fleet.proxy),
          job,
          inputs.tag,
          limits,
        )
      : { digests: new Map(), earlyPulls: new Map() }
  progress.digests = digests
  progress.plans = plansOf(inspected, inputs, digests, job.fleet.proxy)
  for (const line of planLines(progress.plans, inspected.length)) ports.log(line)
  const planned = inspected.flatMap((host, index): PlannedHost[] => {
    const plan = progress.plans[index]
    return plan && plan.changes.length > 0 ? [{ ...host, plan }] : []
  })
  for (const line of proxyLines(planned, inspected.length)) ports.log(line)
  const { hosts, errors } = await prepare(planned, job, earlyPulls, limits)
  await Promise.all(earlyPulls.values())
  progress.errors = errors
  if (errors.size > 0) throw combinedError([...errors.values()])
  const rolloutPorts = { ...ports, signal, hurry: () => ports.cancel.aborted }
  const done = await before(hosts, job, rolloutPorts, progress, postState)
  ports.savePostState({ ...postState, switchValues: switchValuesByHost(hosts) })
  const rollout = await rollOut(batchesOf(hosts, job), job.fleet.pause, job, rolloutPorts)
  progress.switched = resultsByHost(rollout.results)
  assertSuccess(rollout, hosts.length, beforeHasRun(done))
}

/** Runs the commands of `before`, and returns the services whose command has run. Throws a UserError if one did not succeed. */
async function before(
  hosts: readonly PreparedHost[],
  job: Job,
  ports: ChangePorts & RolloutPorts,
  progress: Progress,
  postState: PostState,
): Promise<readonly Service[]> {
  const save = (running: RunningBefore | undefined): void =>
    ports.savePostState(running ? { ...postState, before: running } : postState)
  const { done, failure, isLeft } = await runBefore(hosts, job, { ...ports, save })
  progress.isBeforeLeft = isLeft
  if (!failure) return done
  const { host, seconds, reason, message } = failure
  progress.switched = new Map([[host, { running: 'old', failure, gap: 0, seconds }]])
  throw new UserError(reason, [message, ...beforeHasRun(done)].join('\n'))
}

const switchValuesByHost = (hosts: readonly PreparedHost[]) =>
  Object.fromEntries(hosts.map((host) => [host.session.host.name, switchValuesOf(host)]))

const resultsByHost = (results: Rollout['results']): Map<string, SwitchResult> =>
  new Map([...results].map(([{ session }, result]) => [session.host.name, result]))

function batchesOf(hosts: readonly PreparedHost[], { fleet }: Job): PreparedHost[][] {
  return fleet.batches
    .map((batch) =>
      hosts.filter(({ session }) => batch.includes(fleet.hosts.indexOf(session.host))),
    )
    .filter((batch) => batch.length > 0)
}

function assertSuccess(
  { results, cause }: Rollout,
  hostCount: number,
  also: readonly string[],
): void {
  const failures = [...results.values()].flatMap(({ failure }) => failure ?? [])
  const worst = failures.find(({ reason }) => reason === 'not-restored') ?? cause ?? failures[0]
  if (worst) {
    const all = new Set([worst, ...(cause ? [cause] : []), ...failures])
    const messages = [...all].map(({ message }) => message)
    throw new UserError(worst.reason, [...messages, ...also].join('\n'))
  }
  if (results.size < hostCount)
    throw new UserError('ended', ['Not all hosts were reached.', ...also].join('\n'))
}
