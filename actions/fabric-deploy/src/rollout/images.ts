// Images: the tag becomes a digest once, and every host gets that digest before anything stops.
import { UserError } from '../../../../kit/action/user-error.ts'
import type { ProgramResult } from '../../../../kit/process/run.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Service } from '../config/service.ts'
import type { Facts } from '../host/facts.ts'
import { recordOf, recordsOf } from '../host/facts.ts'
import type { Job } from '../host/preflight.ts'
import type { Session } from '../host/session.ts'
import type { HostPlan, Move } from '../plan/host-plan.ts'
import { createArguments } from './script-arguments.ts'

export type Limits = { readonly until: AbortSignal; readonly limit: number }

/** The reference of a service's image in a deployment of a tag or digest. */
export function referenceOf({ image, takesTag }: Service, release: string): string {
  if (!takesTag)
    return image.digest === '' ? `${image.name}:${image.tag}` : `${image.name}@${image.digest}`
  return `${image.name}${release.startsWith('sha256:') ? '@' : ':'}${release}`
}

/** Asks the registry, from a host, for the digest that a tag has now. Throws a UserError. */
export async function resolveDigest(
  session: Session,
  job: Job,
  service: Service,
  reference: string,
  limits: Limits,
): Promise<string> {
  const [, given] = /@(sha256:[0-9a-f]{64})$/.exec(reference) ?? []
  if (given !== undefined) return given
  const images = imageArguments(job, [[service, reference]])
  const records = await prepared(session, job, images, limits)
  const [, , digest = ''] = records.find(([kind]) => kind === 'pulled') ?? []
  if (digest !== '') return digest
  throw new UserError(
    'pull-failed',
    `${session.host.name}: docker told no digest of ${quote(reference)}`,
  )
}

/** Pulls that go on at hosts, which run no other script meanwhile. None of them throws. */
export type Ahead = ReadonlyMap<Session, Promise<void>>

/**
 * Pulls what a tag is now, before it is known what everyone gets: most often that is the same. What goes wrong here goes wrong again
 * when the host is made ready, and is told then.
 */
export async function pullAhead(
  session: Session,
  job: Job,
  images: readonly (readonly [Service, string])[],
  limits: Limits,
): Promise<void> {
  const args = [job.slug, job.run, ...imageArguments(job, images)]
  await session.run('prepare', args, limits).catch((error) => {
    if (!(error instanceof UserError)) throw error
  })
}

/** Pulls the images of a host's moves and makes their containers, without starting them. Returns the id of each. */
export async function makeReady(
  session: Session,
  job: Job,
  { moves }: HostPlan,
  facts: Facts,
  limits: Limits,
): Promise<ReadonlyMap<Move, string>> {
  const wanted = moves.filter(({ to }) => to === undefined)
  if (wanted.length === 0) return new Map()
  const images = wanted.map(
    ({ service, digest }) => [service, `${service.image.name}@${digest}`] as const,
  )
  const { fleet, slug, run } = job
  const place = { environment: fleet.environment, slug, run, host: session.host.name }
  const creates = wanted
    .map((move) => createArguments(move, place, facts))
    .flatMap((args) => [String(args.length), ...args])
  const records = await prepared(session, job, [...imageArguments(job, images), ...creates], limits)
  const ids = records.flatMap(([kind, id = '']) => (kind === 'created' ? [id] : []))
  return new Map(wanted.map((move, index) => [move, ids[index] ?? '']))
}

/** Images as prepare.sh takes them, each once, with the run's login for those of its registry. */
function imageArguments({ login }: Job, images: readonly (readonly [Service, string])[]): string[] {
  const each = new Map(
    images.map(([{ image }, reference]) => [reference, image.registry === login?.registry]),
  )
  const args = [...each].flatMap(([reference, withLogin]) => [withLogin ? '1' : '0', reference])
  return [String(each.size), ...args]
}

/** Runs prepare.sh. Throws a UserError that says what docker did not do. */
async function prepared(
  session: Session,
  { slug, run }: Job,
  args: readonly string[],
  limits: Limits,
): Promise<string[][]> {
  const finished = await session.run('prepare', [slug, run, ...args], limits)
  if (finished.code === 0) return recordsOf(finished.stdout)
  throw refused(session.host.name, finished, limits.until)
}

/** Texts of docker 20.10 and later, of what the daemon and the registry say. */
const TEXTS: readonly (readonly [RegExp, string, string])[] = [
  [/no space left on device|disk quota exceeded/i, 'disk-full', 'has no space left'],
  [
    /manifest unknown|manifest for .* not found|repository does not exist|: not found/i,
    'tag-missing',
    'finds no such image',
  ],
  [/unauthorized|denied|no basic auth|authentication required/i, 'registry-refused', 'was refused'],
  [
    /connection refused|no such host|i\/o timeout|TLS handshake|EOF|connection reset|network is unreachable|Client\.Timeout|server misbehaving|HTTP response to HTTPS|50[0-9] /i,
    'registry-unreachable',
    "can't reach the registry",
  ],
]

function refused(
  host: string,
  { stdout, stderr, code }: ProgramResult,
  until: AbortSignal,
): UserError {
  const [, does = 'pull', image = '', number = String(code), text = stderr.trim()] = recordOf(
    stdout,
    'failed',
  )
  const said = `docker says ${quote(text)}`
  if (until.aborted) return new UserError('ended', `${host}: docker ${does} was ended`)
  const [, reason, says] = TEXTS.find(([expression]) => expression.test(text)) ?? []
  if (does === 'create') {
    const full = reason === 'disk-full' ? reason : 'create-failed'
    return new UserError(full, `${host}: a container could not be made (code ${number}): ${said}`)
  }
  return new UserError(
    reason ?? 'pull-failed',
    `${host} ${says ?? `could not pull (code ${number})`}: ${quote(image)}, ${said}`,
  )
}
