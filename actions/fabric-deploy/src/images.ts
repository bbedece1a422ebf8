// Images: the tag becomes a digest once, and every host gets that digest before anything stops.
import { UserError } from '../../../kit/errors.ts'
import type { Finished } from '../../../kit/process.ts'
import { quote } from '../../../kit/safe-text.ts'
import { createArguments } from './arguments.ts'
import type { Facts } from './facts.ts'
import { recordOf, recordsOf } from './facts.ts'
import type { HostPlan, Move } from './moves.ts'
import type { Job } from './preflight.ts'
import type { Service } from './service.ts'
import type { Session } from './session.ts'

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
  const [digest = ''] = await pull(session, job, [[service, reference]], limits)
  if (digest !== '') return digest
  throw new UserError(
    'pull-failed',
    `${session.host.name}: docker told no digest of ${quote(reference)}`,
  )
}

/** Pulls images on a host, and returns their digests as docker told them. */
export async function pull(
  session: Session,
  { slug, run, login }: Job,
  images: readonly (readonly [Service, string])[],
  limits: Limits,
): Promise<string[]> {
  const each = new Map(
    images.map(([{ image }, reference]) => [reference, image.registry === login?.registry]),
  )
  const args = [...each].flatMap(([reference, withLogin]) => [withLogin ? '1' : '0', reference])
  const finished = await session.run('pull', [slug, run, ...args], limits)
  if (finished.code !== 0) throw pullError(session.host.name, finished, limits.until)
  return recordsOf(finished.stdout).flatMap(([kind, , digest = '']) =>
    kind === 'pulled' ? [digest] : [],
  )
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

function pullError(
  host: string,
  { stdout, stderr, code }: Finished,
  until: AbortSignal,
): UserError {
  const record = recordsOf(stdout).find(([kind]) => kind === 'failed')
  const [, image = '', , text = stderr.trim()] = record ?? []
  if (until.aborted) return new UserError('ended', `${host}: the pull of ${quote(image)} was ended`)
  const [, reason, says] = TEXTS.find(([expression]) => expression.test(text)) ?? []
  return new UserError(
    reason ?? 'pull-failed',
    `${host} ${says ?? `could not pull (code ${code})`}: ${quote(image)}, docker says ${quote(text)}`,
  )
}

/** Makes the containers of a host's moves, without starting them. Returns the id of each. */
export async function create(
  session: Session,
  { fleet, slug, run }: Job,
  { moves }: HostPlan,
  facts: Facts,
  limits: Limits,
): Promise<ReadonlyMap<Move, string>> {
  const made = new Map<Move, string>()
  const { host } = session
  const place = { environment: fleet.environment, slug, run, host: host.name }
  for (const move of moves.filter(({ to }) => to === undefined)) {
    const args = createArguments(move, place, facts)
    const { code, stdout, stderr } = await session.run('create', [slug, run, ...args], limits)
    const [kind, first = '', text = ''] = recordOf(stdout, 'created', 'failed')
    if (code === 0 && kind === 'created') made.set(move, first)
    else {
      const said = text || stderr.trim()
      const reason = /no space left/i.test(said) ? 'disk-full' : 'create-failed'
      const service = quote(move.service.name)
      throw new UserError(
        limits.until.aborted ? 'ended' : reason,
        `${host.name}: the container of ${service} could not be made (code ${first}): ${quote(said)}`,
      )
    }
  }
  return made
}
