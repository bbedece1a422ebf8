// The plans of all hosts, and the digests that they need.
import { UserError } from '../../../kit/errors.ts'
import { type Limits, referenceOf, resolveDigest } from './images.ts'
import type { DeployInputs } from './inputs.ts'
import { deployPlan, type HostPlan } from './moves.ts'
import type { Seen } from './open.ts'
import type { Job } from './preflight.ts'
import { rollbackPlan } from './rollback.ts'
import type { Service } from './service.ts'

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

/**
 * The digest of every service that something is to be made of: each reference is asked for once, on the first host that has the
 * service.
 */
export async function digestsOf(
  seen: readonly Seen[],
  job: Job,
  wish: Wish,
  limits: Limits,
): Promise<Digests> {
  const digests = new Map<Service, string>()
  const known = new Map<string, string>()
  const drafts = plansOf(seen, wish, digests)
  for (const service of job.fleet.services) {
    const at = drafts.findIndex(({ host, moves }) =>
      service.never
        ? moves.some((move) => move.service === service && move.to === undefined)
        : host.services.includes(service),
    )
    const session = seen[at]?.session
    if (!session) continue
    const reference = referenceOf(service, wish.tag)
    const digest =
      known.get(reference) ?? (await resolveDigest(session, job, service, reference, limits))
    known.set(reference, digest)
    digests.set(service, digest)
  }
  return digests
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
