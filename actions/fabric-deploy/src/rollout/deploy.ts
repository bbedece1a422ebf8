// A deployment, or a rollback: lock, digests, images, rollout, and whatever comes of it.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import type { Service } from '../config/service.ts'
import { lookAtAll, type Opened, type Seen } from '../host/connect.ts'
import { type Container, isRunning } from '../host/facts.ts'
import { releaseLock, takeLock } from '../host/lock.ts'
import type { Job } from '../host/preflight.ts'
import { together } from '../host/session.ts'
import {
  digestsOf,
  planLines,
  plansOf,
  pullsAhead,
  questionsOf,
  type Wish,
} from '../plan/fleet-plan.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import type { Left } from '../post/state.ts'
import { tidyUp } from './cleanup.ts'
import type { Ahead, Limits } from './images.ts'
import { prepare, type Working } from './prepare.ts'
import { type Outcome, rollOut, type Stage, stageFields } from './rollout.ts'

export type DeployPorts = {
  readonly clock: Clock
  readonly log: (line: string) => void
  readonly show: (title: string, lines: readonly string[]) => void
  readonly warn: (message: string) => void
  /** What others see of the owner of the lock. */
  readonly owner: readonly string[]
  /** The run is cancelled. */
  readonly cancel: AbortSignal
  /** Keeps for the post part what it has to put back. */
  readonly keep: (left: Left | undefined) => void
}

/** What a deployment knows at its end, whether it came to a good one or not. */
export type Deployment = {
  /** The hosts as they were seen before anything was changed. */
  seen: readonly Seen[]
  plans: readonly HostPlan[]
  digests: ReadonlyMap<Service, string>
  outcomes: ReadonlyMap<string, Outcome>
  /** Why a host could not be made ready, before anything was switched. */
  errors: ReadonlyMap<string, UserError>
  /** The containers as they were seen last, by host. */
  containers: ReadonlyMap<string, readonly Container[]>
  error: UserError | undefined
}

/** Deploys to hosts. Never throws a UserError: it is in the result, with what became of each host. */
export async function deploy(
  { seen, keeper }: Pick<Opened, 'seen' | 'keeper'>,
  job: Job,
  wish: Wish,
  ports: DeployPorts,
): Promise<Deployment> {
  const none = new Map<never, never>()
  const nothing = { digests: none, outcomes: none, errors: none, containers: none }
  const result: Deployment = { seen, plans: [], ...nothing, error: undefined }
  if (!keeper) throw new Error('there is no host for the lock')
  let isLocked = false
  let isFree = true
  try {
    if (wish['dry-run']) result.plans = plansOf(seen, wish, result.digests)
    else {
      const { slug, run, fleet } = job
      const left = { slug, run, environment: fleet.environment, lock: keeper.host.name, stages: {} }
      // Before it is taken: a connection that breaks then leaves it.
      ports.keep(left)
      isFree = false
      const lock = await takeLock(keeper, job, ports.owner, wish['lock-wait'], ports, ports.cancel)
      isLocked = true
      const before = seen.find(({ session }) => session === keeper)?.facts.last
      if (lock.waited || lock.before !== before) result.seen = await lookAgain(seen, job)
      await changed(job, wish, ports, result, left)
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    result.error = ports.cancel.aborted ? cancelled(error) : error
  } finally {
    const isGood = result.error === undefined && !wish['dry-run']
    result.containers = await tidyUp(result.seen, job, isGood ? result.plans : undefined, wish)
    if (isGood) result.error = vanished(result)
    if (!isFree) isFree = await releaseLock(keeper, job, isLocked ? ports.warn : () => {})
  }
  // What could not be reached the post part tries once more.
  const isOpen = [...result.outcomes.values()].some(({ at }) => at === 'unknown')
  if (!isOpen && isFree) ports.keep(undefined)
  return result
}

/** The last look does not find what was deployed: it ended right after it had been healthy. */
function vanished({ plans, containers }: Deployment): UserError | undefined {
  const gone = plans.flatMap(({ host, moves }) => {
    const there = containers.get(host.name)?.filter(isRunning)
    const runs = (name: string) => there?.some(({ labels }) => labels['towpath.service'] === name)
    return moves.flatMap(({ service }) =>
      there && !runs(service.name)
        ? [`${host.name}: "${service.name}" was healthy, and has ended since`]
        : [],
    )
  })
  return gone.length > 0 ? new UserError('exited', gone.join('\n')) : undefined
}

const cancelled = (error: UserError): UserError =>
  new UserError('cancelled', `The run was cancelled.\n${error.message}`)

/** Another run was at work since the hosts were looked at. */
async function lookAgain(before: readonly Seen[], job: Job): Promise<readonly Seen[]> {
  const sessions = before.map(({ session }) => session)
  const { seen, errors } = await lookAtAll(sessions, job)
  if (errors.size > 0) throw together([...errors.values()].flat())
  return seen
}

/** Changes the hosts, while the lock is held and within the time. */
async function changed(
  job: Job,
  wish: Wish,
  ports: DeployPorts,
  result: Deployment,
  left: Left,
): Promise<void> {
  const [over, late] = [new AbortController(), new AbortController()]
  const timer = ports.clock.sleep(wish.timeout, over.signal)
  void timer.then(() => over.signal.aborted || late.abort())
  try {
    const signal = AbortSignal.any([ports.cancel, late.signal])
    await change(job, wish, ports, result, left, signal)
  } catch (error) {
    if (!late.signal.aborted || !(error instanceof UserError)) throw error
    const message = `The deployment did not end within "timeout".\n${error.message}`
    throw new UserError('timeout', message)
  } finally {
    over.abort()
  }
}

type Resolved = { readonly digests: Deployment['digests']; readonly ahead: Ahead }

const NOTHING_ASKED: Resolved = { digests: new Map(), ahead: new Map() }

/** Asks what the tag is, while other hosts pull it already. */
async function resolved(
  seen: readonly Seen[],
  job: Job,
  wish: Wish,
  limits: Limits,
): Promise<Resolved> {
  const drafts = plansOf(seen, wish, new Map())
  const questions = questionsOf(seen, drafts, job, wish)
  const failed = new AbortController()
  const until = AbortSignal.any([limits.until, failed.signal])
  const ahead = pullsAhead(seen, drafts, questions, job, { ...limits, until })
  try {
    return { digests: await digestsOf(questions, job, limits), ahead }
  } catch (error) {
    failed.abort()
    await Promise.all(ahead.values())
    throw error
  }
}

async function change(
  job: Job,
  wish: Wish,
  ports: DeployPorts,
  result: Deployment,
  left: Left,
  signal: AbortSignal,
): Promise<void> {
  const { fleet } = job
  const { seen } = result
  // A script that is told to end has a while for that.
  const limits = { until: signal, limit: wish.timeout + 30_000 }
  const isDeploy = wish.action === 'deploy'
  const { digests, ahead } = isDeploy ? await resolved(seen, job, wish, limits) : NOTHING_ASKED
  result.digests = digests
  result.plans = plansOf(seen, wish, result.digests)
  const working = seen.flatMap((one, index): Working[] => {
    const plan = result.plans[index]
    return plan && plan.moves.length > 0 ? [{ ...one, plan }] : []
  })
  for (const line of planLines(result.plans, seen.length)) ports.log(line)
  const { stages, errors } = await prepare(working, job, ahead, limits)
  await Promise.all(ahead.values())
  result.errors = errors
  if (errors.size > 0) throw together([...errors.values()])
  const fields = stages.map((stage) => [stage.session.host.name, stageFields(stage)] as const)
  ports.keep({ ...left, stages: Object.fromEntries(fields) })
  const stagesOf = (batch: readonly number[]): Stage[] =>
    stages.filter(({ session }) => batch.includes(fleet.hosts.indexOf(session.host)))
  const batches = fleet.batches.map(stagesOf).filter((batch) => batch.length > 0)
  const rolling = { ...ports, signal, hurry: () => ports.cancel.aborted }
  const { outcomes, cause } = await rollOut(batches, fleet.pause, job, rolling)
  result.outcomes = new Map([...outcomes].map(([{ session }, one]) => [session.host.name, one]))
  const failures = [...outcomes.values()].flatMap(({ failure }) => failure ?? [])
  const worst = failures.find(({ reason }) => reason === 'not-restored') ?? cause ?? failures[0]
  if (worst) {
    const messages = [worst, ...failures.filter((one) => one !== worst)].map((one) => one.message)
    throw new UserError(worst.reason, messages.join('\n'))
  }
  if (outcomes.size < stages.length) throw new UserError('ended', 'Not every host was come to.')
}
