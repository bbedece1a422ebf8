// Images on a host: resolves a tag to its digest, pulls, and creates containers.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { ImageReference } from '../../../../kit/docker/image-reference.ts'
import type { ProgramResult } from '../../../../kit/process/run.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Service } from '../config/service.ts'
import { firstRecord, type HostFacts, recordsIn } from '../host/facts.ts'
import { quoteEnd } from '../host/host-errors.ts'
import type { Session } from '../host/session.ts'
import type { Job } from '../job.ts'
import type { Change } from '../plan/change.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import { mustMakeProxy, proxyReference } from '../proxy/proxy-state.ts'
import { createArguments } from './create-arguments.ts'
import { attachmentsOf, connectArguments } from './docker-arguments.ts'
import { explainDocker } from './docker-messages.ts'

/** Limits of a script: the signal to stop, and the milliseconds that it may take. */
export type ScriptLimits = { readonly closeStdinOn: AbortSignal; readonly limit: number }

/** Returns the reference of a service's image when a tag or digest is deployed. */
export function referenceOf({ image, takesTag }: Service, release: string): string {
  if (!takesTag)
    return image.digest === '' ? `${image.name}:${image.tag}` : `${image.name}@${image.digest}`
  return `${image.name}${release.startsWith('sha256:') ? '@' : ':'}${release}`
}

/** Returns the digest that a reference has in the registry now, asked from a host. Throws a UserError. */
export async function resolveDigest(
  session: Session,
  job: Job,
  service: Service,
  reference: string,
  limits: ScriptLimits,
): Promise<string> {
  const [, ownDigest] = /@(sha256:[0-9a-f]{64})$/.exec(reference) ?? []
  if (ownDigest !== undefined) return ownDigest
  const images = imageArguments(job, [[service.image, reference]])
  const records = await runPrepare(session, job, images, limits)
  const [, , digest = ''] = records.find(([kind]) => kind === 'pulled') ?? []
  if (digest !== '') return digest
  throw new UserError(
    'pull-failed',
    `${session.host.name}: docker pull printed no digest of ${quote(reference)}`,
  )
}

/**
 * Pulls what a tag refers to at the moment, before the digest for all hosts is known: most often it is the same. An error is ignored here:
 * it occurs again, and is reported, when the host is prepared.
 */
export async function pullEarly(
  session: Session,
  job: Job,
  images: readonly (readonly [Service, string])[],
  limits: ScriptLimits,
): Promise<void> {
  const references = images.map(([{ image }, reference]) => [image, reference] as const)
  const args = [job.slug, job.runId, ...imageArguments(job, references)]
  await session.run('prepare', args, limits).catch((error) => {
    if (!(error instanceof UserError)) throw error
  })
}

/**
 * Pulls the images of a host's changes, and that of a proxy that has to be made, and creates the containers, without starting them.
 * Returns the id for each change.
 */
export async function pullAndCreate(
  session: Session,
  job: Job,
  plan: HostPlan,
  facts: HostFacts,
  limits: ScriptLimits,
): Promise<ReadonlyMap<Change, string>> {
  const { fleet, slug, runId } = job
  const toCreate = plan.changes.filter(({ startId }) => startId === undefined)
  const images = toCreate.map(({ service: { image }, digest }): [ImageReference, string] => [
    image,
    `${image.name}@${digest}`,
  ])
  if (mustMakeProxy(plan, facts, fleet.proxy))
    images.push([fleet.proxy.image, proxyReference(fleet.proxy)])
  if (images.length === 0) return new Map()
  const owner = { environment: fleet.environment, slug, runId, host: session.host.name }
  const creates = toCreate
    .map((change) => ({
      args: createArguments(change, owner, facts),
      networks: connectArguments(attachmentsOf(change.service)),
    }))
    .flatMap(({ args, networks }) => [String(args.length), ...args, ...networks])
  const args = [...imageArguments(job, images), ...creates]
  const records = await runPrepare(session, job, args, limits)
  const ids = records.flatMap(([kind, id = '']) => (kind === 'created' ? [id] : []))
  return new Map(toCreate.map((change, index) => [change, ids[index] ?? '']))
}

/** Pulls the image of the proxy. Throws a UserError. */
export async function pullProxy(session: Session, job: Job, limits: ScriptLimits): Promise<void> {
  const { proxy } = job.fleet
  const images = imageArguments(job, [[proxy.image, proxyReference(proxy)]])
  await runPrepare(session, job, images, limits)
}

/** Images as arguments of prepare.sh: their number, then each with 1 if it needs the run's login, else 0. */
function imageArguments(
  { login }: Job,
  images: readonly (readonly [ImageReference, string])[],
): string[] {
  const needsLogin = new Map(
    images.map(([{ registry }, reference]) => [reference, registry === login?.registry]),
  )
  const args = [...needsLogin].flatMap(([reference, needed]) => [needed ? '1' : '0', reference])
  return [String(needsLogin.size), ...args]
}

/** Runs prepare.sh. Throws a UserError that explains what docker refused. */
async function runPrepare(
  session: Session,
  { slug, runId }: Job,
  args: readonly string[],
  limits: ScriptLimits,
): Promise<string[][]> {
  const finished = await session.run('prepare', [slug, runId, ...args], limits)
  if (finished.code === 0) return recordsIn(finished.stdout)
  throw prepareError(session.host.name, finished, limits.closeStdinOn)
}

function prepareError(
  host: string,
  { stdout, stderr, code }: ProgramResult,
  stop: AbortSignal,
): UserError {
  const [, command = 'pull', image = '', exitCode = String(code), output = stderr.trim()] =
    firstRecord(stdout, 'failed')
  if (stop.aborted) return new UserError('ended', `${host}: docker ${command} was stopped`)
  const { reason, explanation } = explainDocker(output) ?? {}
  if (command === 'create' || command === 'network connect') {
    const failed = exitCode === '0' ? 'left out a limit' : `failed (code ${exitCode})`
    return new UserError(
      reason === 'disk-full' ? reason : 'create-failed',
      `${host}: docker ${command} ${failed}: ${quoteEnd(output)}`,
    )
  }
  return new UserError(
    reason ?? 'pull-failed',
    `${host} ${explanation ?? `could not pull (code ${exitCode})`}: ${quote(image)} (docker reports ${quoteEnd(output)})`,
  )
}
