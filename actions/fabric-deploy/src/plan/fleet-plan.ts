// The plans of all hosts, and the digests that they need.
import { UserError } from '../../../../kit/action/user-error.ts'
import type { Service } from '../config/service.ts'
import type { Seen } from '../host/connect.ts'
import type { Job } from '../host/preflight.ts'
import type { Session } from '../host/session.ts'
import type { DeployInputs } from '../inputs.ts'
import {
  type Ahead,
  type Limits,
  pullAhead,
  referenceOf,
  resolveDigest,
} from '../rollout/images.ts'
import { deployPlan, type HostPlan } from './host-plan.ts'
import { rollbackPlan } from './rollback-plan.ts'

export type Wish = Pick<
  DeployInputs,
  'action' | 'tag' | 'dry-run' | 'lock-wait' | 'timeout' | 'keep' | 'prune'
>

type Digests = ReadonlyMap<Service, string>

/** Every host's plan, in the order of the hosts. Throws a UserError for a rollback that can't be. */
export function plansOf(
  seen: readonly Seen[],
  { action, tag }: Wish,
  digests: Digests,
): HostPlan[] {
  if (action === 'rollback') {
    const planned = rollbackPlan(
      seen.map(({ session, own }) => ({ host: session.host, own })),
      tag,
    )
    if ('problem' in planned) throw new UserError(planned.reason, planned.problem)
    return [...planned]
  }
  const wanted = {
    release: ({ image, takesTag }: Service) => (takesTag ? tag : image.tag || image.digest),
    digest: (service: Service) => digests.get(service),
  }
  return seen.map(({ session, facts, own }) => deployPlan(session.host, facts, own, wanted))
}

/** What the registry is asked: the digest of a service's reference, on the first host that has the service. */
export type Question = {
  readonly service: Service
  readonly reference: string
  readonly session: Session
}

/** What has to be asked for plans that are made without digests. */
export function questionsOf(
  seen: readonly Seen[],
  drafts: readonly HostPlan[],
  { fleet }: Job,
  { tag }: Wish,
): Question[] {
  return fleet.services.flatMap((service) => {
    const at = drafts.findIndex(({ host, moves }) =>
      service.never
        ? moves.some((move) => move.service === service && move.to === undefined)
        : host.services.includes(service),
    )
    const session = seen[at]?.session
    return session ? [{ service, reference: referenceOf(service, tag), session }] : []
  })
}

/** The digest of every service that something is to be made of: each reference is asked for once. */
export async function digestsOf(
  questions: readonly Question[],
  job: Job,
  limits: Limits,
): Promise<Digests> {
  const digests = new Map<Service, string>()
  const known = new Map<string, string>()
  for (const { service, reference, session } of questions) {
    const digest =
      known.get(reference) ?? (await resolveDigest(session, job, service, reference, limits))
    known.set(reference, digest)
    digests.set(service, digest)
  }
  return digests
}

/** Begins to pull where nothing is asked and something will be needed. */
export function pullsAhead(
  seen: readonly Seen[],
  drafts: readonly HostPlan[],
  questions: readonly Question[],
  job: Job,
  limits: Limits,
): Ahead {
  const references = new Map(questions.map(({ service, reference }) => [service, reference]))
  const pulls = seen.flatMap(({ session }, index) => {
    const moves = drafts[index]?.moves ?? []
    const images = moves.flatMap(({ service, to }) => {
      const reference = to === undefined ? references.get(service) : undefined
      return reference === undefined ? [] : [[service, reference] as const]
    })
    const isAsked = questions.some((question) => question.session === session)
    if (isAsked || images.length === 0) return []
    return [[session, pullAhead(session, job, images, limits)] as const]
  })
  return new Map(pulls)
}

/** What is to be done, for the log: a line for each thing that is the same on several hosts. */
export function planLines(plans: readonly HostPlan[], hosts: number): string[] {
  const all = plans.flatMap(({ host, moves }) =>
    moves.map(({ service, release, to, from }) => {
      const does = from.length > 0 ? 'is replaced by' : to === undefined ? 'comes as' : 'starts as'
      return { what: `${service.name} ${does} ${release}`, host: host.name }
    }),
  )
  return [...Map.groupBy(all, ({ what }) => what)].map(
    ([what, same]) => `${what} on ${same.length} of ${hosts} hosts`,
  )
}
