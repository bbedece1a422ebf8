// Resolves tags to digests, once for all hosts, while the other hosts already pull the images.

import type { Service } from '../config/service.ts'
import type { InspectedHost } from '../host/inspect.ts'
import type { Session } from '../host/session.ts'
import type { Job } from '../job.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import { pullEarly, referenceOf, resolveDigest, type ScriptLimits } from './images.ts'

export type Digests = ReadonlyMap<Service, string>

/** Early pulls that are still running, by host: no other script may run there meanwhile. None of them rejects. */
export type EarlyPulls = ReadonlyMap<Session, Promise<void>>

/** A digest to ask the registry for, from the first host that has the service. */
type DigestQuery = {
  readonly service: Service
  readonly reference: string
  readonly session: Session
}

/** Resolves the tag of every service that the drafts, plans made without digests, change or may change. */
export async function resolveDigests(
  inspected: readonly InspectedHost[],
  drafts: readonly HostPlan[],
  job: Job,
  tag: string,
  limits: ScriptLimits,
): Promise<{ readonly digests: Digests; readonly earlyPulls: EarlyPulls }> {
  const queries = digestQueries(inspected, drafts, job.fleet.services, tag)
  const failed = new AbortController()
  const closeStdinOn = AbortSignal.any([limits.closeStdinOn, failed.signal])
  const earlyPulls = startEarlyPulls(inspected, drafts, queries, job, { ...limits, closeStdinOn })
  try {
    return { digests: await answersTo(queries, job, limits), earlyPulls }
  } catch (error) {
    failed.abort()
    await Promise.all(earlyPulls.values())
    throw error
  }
}

function digestQueries(
  inspected: readonly InspectedHost[],
  drafts: readonly HostPlan[],
  services: readonly Service[],
  tag: string,
): DigestQuery[] {
  return services.flatMap((service) => {
    const index = drafts.findIndex(({ host, changes }) =>
      service.startOnly
        ? changes.some((change) => change.service === service && change.startId === undefined)
        : host.services.includes(service),
    )
    const session = inspected[index]?.session
    return session ? [{ service, reference: referenceOf(service, tag), session }] : []
  })
}

/** Asks for each reference once. */
async function answersTo(
  queries: readonly DigestQuery[],
  job: Job,
  limits: ScriptLimits,
): Promise<Digests> {
  const digests = new Map<Service, string>()
  const byReference = new Map<string, string>()
  for (const { service, reference, session } of queries) {
    const digest =
      byReference.get(reference) ?? (await resolveDigest(session, job, service, reference, limits))
    byReference.set(reference, digest)
    digests.set(service, digest)
  }
  return digests
}

/** Starts to pull on the hosts that are not busy with a query. */
function startEarlyPulls(
  inspected: readonly InspectedHost[],
  drafts: readonly HostPlan[],
  queries: readonly DigestQuery[],
  job: Job,
  limits: ScriptLimits,
): EarlyPulls {
  const references = new Map(queries.map(({ service, reference }) => [service, reference]))
  const pulls = inspected.flatMap(({ session }, index) => {
    const changes = drafts[index]?.changes ?? []
    const images = changes.flatMap(({ service, startId }) => {
      const reference = startId === undefined ? references.get(service) : undefined
      return reference === undefined ? [] : [[service, reference] as const]
    })
    const isBusy = queries.some((query) => query.session === session)
    if (isBusy || images.length === 0) return []
    return [[session, pullEarly(session, job, images, limits)] as const]
  })
  return new Map(pulls)
}
