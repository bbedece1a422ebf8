// A deployment, or a rollback: preflight, lock, digests, images, rollout, and whatever comes of it.
import type { Clock } from '../../../kit/clock.ts'
import { UserError } from '../../../kit/errors.ts'
import { quote } from '../../../kit/safe-text.ts'
import { type Container, containersOf, type Facts } from './facts.ts'
import { create, pull, referenceOf, resolveDigest } from './images.ts'
import type { DeployInputs } from './inputs.ts'
import { releaseLock, takeLock } from './lock.ts'
import { deployPlan, type HostPlan, type Move, mine } from './moves.ts'
import type { Seen } from './open.ts'
import { type Job, look, MOST, obstacles, sharedDaemons } from './preflight.ts'
import { type HostFacts, rollbackPlan } from './rollback.ts'
import { type Outcome, rollOut, type Stage, stageFields } from './rollout.ts'
import type { Service } from './service.ts'
import { atOnce, type Session, together } from './session.ts'
import { type Tidy, tidyOf } from './tidy.ts'

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

/** What a run that ends before its time leaves to be put back: the fields of switch.sh for every host, by its name. */
export type Left = {
  readonly slug: string
  readonly run: string
  readonly environment: string
  /** The host that has the lock. */
  readonly lock: string
  readonly stages: Readonly<Record<string, readonly string[]>>
}

/** What a deployment knows at its end, whether it came to a good one or not. */
export type Deployment = {
  plans: readonly HostPlan[]
  digests: ReadonlyMap<Service, string>
  outcomes: ReadonlyMap<string, Outcome>
  /** Errors of single hosts before anything was switched. */
  errors: ReadonlyMap<string, UserError>
  /** The containers as they were seen last, by host. */
  containers: Map<string, readonly Container[]>
  error: UserError | undefined
}

type Wish = Pick<
  DeployInputs,
  'action' | 'tag' | 'dry-run' | 'lock-wait' | 'timeout' | 'keep' | 'prune'
>

/** Deploys to the hosts of the sessions. Never throws a UserError: it is in the result, with what became of each host. */
export async function deploy(
  seen: readonly Seen[],
  job: Job,
  wish: Wish,
  ports: DeployPorts,
): Promise<Deployment> {
  const sessions = seen.map(({ session }) => session)
  const facts = seen.map((one) => one.facts)
  const result: Deployment = {
    plans: [],
    digests: new Map(),
    outcomes: new Map(),
    errors: new Map(),
    containers: new Map(),
    error: undefined,
  }
  const [first] = sessions
  if (!first) throw new Error('there is no host')
  let isLocked = false
  try {
    if (wish['dry-run']) {
      result.plans = plansOf(sessions, facts, job, wish, new Map())
      return result
    }
    const lock = await takeLock(first, job, ports.owner, wish['lock-wait'], ports, ports.cancel)
    isLocked = true
    const left = { ...job, environment: job.fleet.environment, lock: first.host.name, stages: {} }
    ports.keep(leftOf(left))
    const isStale = lock.waited || lock.before !== facts[0]?.last
    const now = isStale ? await lookAgain(sessions, job) : facts
    await locked(sessions, now, job, wish, ports, result, left)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    result.error = ports.cancel.aborted ? cancelled(error) : error
  } finally {
    await tidyUp(sessions, facts, job, wish, result)
    if (isLocked) await unlock(first, job, ports)
  }
  // What could not be reached the post part tries once more.
  const isOpen = [...result.outcomes.values()].some(({ at }) => at === 'unknown')
  if (!isOpen) ports.keep(undefined)
  return result
}

const leftOf = ({ slug, run, environment, lock, stages }: Left): Left => ({
  slug,
  run,
  environment,
  lock,
  stages,
})

const cancelled = (error: UserError): UserError =>
  new UserError('cancelled', `The run was cancelled.\n${error.message}`)

/** What is done while the lock is held. */
async function locked(
  sessions: readonly Session[],
  facts: readonly Facts[],
  job: Job,
  wish: Wish,
  ports: DeployPorts,
  result: Deployment,
  left: Left,
): Promise<void> {
  const { cancel, clock } = ports
  const over = new AbortController()
  const timer = clock.sleep(wish.timeout, over.signal)
  const late = new AbortController()
  void timer.then(() => over.signal.aborted || late.abort())
  const signal = AbortSignal.any([cancel, late.signal])
  const limits = { until: signal, limit: wish.timeout + 30_000 }
  try {
    if (wish.action === 'deploy')
      result.digests = await digestsOf(sessions, facts, job, wish, limits)
    result.plans = plansOf(sessions, facts, job, wish, result.digests)
    const working = sessions.flatMap((session, index) => {
      const plan = result.plans[index]
      return plan && plan.moves.length > 0 ? [{ session, plan, facts: facts[index] as Facts }] : []
    })
    if (working.length === 0) return
    const stages = await prepare(working, job, limits, result)
    const fields = stages.map((stage) => [stage.session.host.name, stageFields(stage)] as const)
    ports.keep(leftOf({ ...left, stages: Object.fromEntries(fields) }))
    const batches = job.fleet.batches
      .map((batch) =>
        stages.filter(({ session }) => batch.includes(job.fleet.hosts.indexOf(session.host))),
      )
      .filter((batch) => batch.length > 0)
    const rolling = { ...ports, signal, hurry: () => cancel.aborted }
    const outcomes = await rollOut(batches, job.fleet.pause, job, rolling)
    result.outcomes = new Map([...outcomes].map(([{ session }, one]) => [session.host.name, one]))
    const failures = [...outcomes.values()].flatMap(({ failure }) => failure ?? [])
    if (failures.length > 0)
      throw together(failures.map(({ reason, message }) => new UserError(reason, message)))
    if (signal.aborted) throw new UserError('ended', 'Not all hosts had been switched.')
  } catch (error) {
    if (late.signal.aborted && error instanceof UserError)
      throw new UserError(
        'timeout',
        `The deployment did not end within "timeout".\n${error.message}`,
      )
    throw error
  } finally {
    over.abort()
  }
}

async function lookAgain(sessions: readonly Session[], job: Job): Promise<Facts[]> {
  const facts = await atOnce(sessions, MOST, (session) => look(session, job))
  const problems = sessions.flatMap(({ host }, index) =>
    obstacles(host, facts[index] as Facts, job.fleet.environment),
  )
  if (problems.length > 0) throw together(problems)
  return facts
}

/** Every host's plan, in the order of the sessions. Throws a UserError for a rollback that can't be. */
function plansOf(
  sessions: readonly Session[],
  facts: readonly Facts[],
  job: Job,
  wish: Wish,
  digests: ReadonlyMap<Service, string>,
): readonly HostPlan[] {
  const { environment } = job.fleet
  const shared = sharedDaemons(facts)
  const all: HostFacts[] = sessions.map(({ host }, index) => ({
    host,
    facts: facts[index] as Facts,
    shared: shared[index] ?? false,
  }))
  if (wish.action === 'rollback') {
    const planned = rollbackPlan(all, environment, wish.tag)
    if ('problem' in planned) throw new UserError(planned.reason, planned.problem)
    return planned
  }
  const wanted = {
    environment,
    release: (service: Service) => releaseName(service, wish.tag),
    digest: (service: Service) => digests.get(service),
  }
  return all.map(({ host, facts: seen, shared: isShared }) =>
    deployPlan(host, seen, wanted, isShared),
  )
}

function releaseName({ image, takesTag }: Service, tag: string): string {
  return takesTag ? tag : image.tag || image.digest
}

/** The digest of every service that something is to be made of: each reference is asked for once, on the first host that has it. */
async function digestsOf(
  sessions: readonly Session[],
  facts: readonly Facts[],
  job: Job,
  wish: Wish,
  limits: { until: AbortSignal; limit: number },
): Promise<ReadonlyMap<Service, string>> {
  const digests = new Map<Service, string>()
  const known = new Map<string, string>()
  const drafts = plansOf(sessions, facts, job, wish, digests)
  for (const service of job.fleet.services) {
    const at = drafts.findIndex(({ host, moves }) =>
      service.never
        ? moves.some((move) => move.service === service && move.to === undefined)
        : host.services.includes(service),
    )
    const session = sessions[at]
    if (!session) continue
    const reference = referenceOf(service, wish.tag)
    const digest =
      known.get(reference) ?? (await resolveDigest(session, job, service, reference, limits))
    known.set(reference, digest)
    digests.set(service, digest)
  }
  return digests
}

type Working = { readonly session: Session; readonly plan: HostPlan; readonly facts: Facts }

/** Every image is pulled and every container made before anything stops. */
async function prepare(
  working: readonly Working[],
  job: Job,
  limits: { until: AbortSignal; limit: number },
  result: Deployment,
): Promise<Stage[]> {
  const errors = new Map<string, UserError>()
  const stages = await atOnce(working, MOST, async ({ session, plan, facts }): Promise<Stage> => {
    try {
      return await savedOnce(session, async () => {
        const images = plan.moves
          .filter(({ to }) => to === undefined)
          .map(({ service, digest }) => [service, `${service.image.name}@${digest}`] as const)
        if (images.length > 0) await pull(session, job, images, limits)
        const made: ReadonlyMap<Move, string> = await create(session, job, plan, facts, limits)
        return { session, plan, made }
      })
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      errors.set(session.host.name, error)
      return { session, plan, made: new Map() }
    }
  })
  result.errors = errors
  if (errors.size > 0) throw together([...errors.values()])
  return stages
}

/** What can be done twice is done again over a new connection where the first one broke. */
async function savedOnce<T>(session: Session, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UserError) || error.reason !== 'unreachable') throw error
    await session.reconnect()
    return work()
  }
}

/** Old releases go where all went well; everywhere what the run made for itself. What runs then is looked at. */
async function tidyUp(
  sessions: readonly Session[],
  facts: readonly Facts[],
  job: Job,
  wish: Wish,
  result: Deployment,
): Promise<void> {
  const { slug, run, fleet } = job
  const shared = sharedDaemons(facts)
  const nothing: Tidy = { calm: [], end: [], remove: [] }
  await atOnce(sessions, MOST, async (session, index) => {
    const plan = result.plans[index]
    const isGood = result.error === undefined && !wish['dry-run'] && plan !== undefined
    const seen = facts[index] as Facts
    const isShared = shared[index] ?? false
    const before = mine(session.host, seen, fleet.environment, isShared)
    const tidy = isGood ? tidyOf(plan, before, wish.keep, wish.prune) : nothing
    const args = [tidy.calm, tidy.end, tidy.remove].map((ids) => ids.join(' '))
    try {
      const { stdout } = await session.run('finish', [slug, run, fleet.environment, ...args])
      const containers = { ...seen, containers: containersOf(stdout) }
      result.containers.set(
        session.host.name,
        mine(session.host, containers, fleet.environment, isShared),
      )
    } catch (error) {
      if (!(error instanceof UserError)) throw error
    }
  })
}

async function unlock(first: Session, job: Job, { warn }: DeployPorts): Promise<void> {
  try {
    if (await releaseLock(first, job)) return
    warn(`The lock on ${first.host.name} was another run's by now: somebody broke it`)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    warn(
      `The lock on ${first.host.name} could not be released: ${quote(error.message)}. "action: unlock" removes it`,
    )
  }
}
