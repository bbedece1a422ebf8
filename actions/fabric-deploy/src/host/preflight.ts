// The preflight: every host is connected to and looked at, and everything that is in the way is told at once.
import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Fleet, FleetHost } from '../config/fleet.ts'
import { hostPort } from '../config/service.ts'
import { type Container, type Facts, factsOf, type HostProblem, isRunning } from './facts.ts'
import type { Session } from './session.ts'

/** A login for the registry of the deployed images. */
export type Login = { readonly registry: string; readonly user: string; readonly password: string }

export type Job = {
  readonly fleet: Fleet
  /** The environment's name as a folder has it. */
  readonly slug: string
  /** The run's own name. */
  readonly run: string
  readonly login: Login | undefined
}

/** Hosts that are worked on at a time. */
export const MOST = 64

/** Looks at a host. */
export async function look(session: Session, { fleet, slug, run, login }: Job): Promise<Facts> {
  const { services } = session.host
  const files = [...new Set(services.map(({ envFile }) => envFile).filter((path) => path !== ''))]
  const pages = services.flatMap(({ name, check }) =>
    check.kind === 'http' ? [name, String(check.port), check.path] : [],
  )
  const registry = login ? [login.registry, login.user] : ['', '']
  const args = [slug, run, fleet.environment, ...registry, String(files.length), ...files, ...pages]
  const { code, stdout, stderr } = await session.run('inspect', args, {
    input: login?.password ?? '',
  })
  if (code === 0) return factsOf(stdout)
  const said = stderr.trim().split('\n').at(-1) ?? ''
  throw new UserError('no-shell', `${session.host.name} can't run a script: ${quote(said)}`)
}

/** What stands in the way on a host, as errors. */
export function obstacles(host: FleetHost, facts: Facts, environment: string): UserError[] {
  const asked = host.services.some(({ check }) => check.kind === 'http')
  return [
    ...facts.problems.map((problem) => explained(host.name, problem)),
    ...(asked && !facts.asks && facts.docker !== '' ? [noClient(host.name)] : []),
    ...(facts.free !== undefined && facts.free < LEAST ? [full(host.name, facts.free)] : []),
    ...portsTaken(host, facts, environment),
  ]
}

/** KiB that must be free where docker keeps its images: with less even the smallest image fails in the middle. */
const LEAST = 8192

const noClient = (host: string): UserError =>
  new UserError(
    'no-http-client',
    `${host} has neither curl, wget nor python3 to ask a container over HTTP; install one, or take "healthy: { docker: true }"`,
  )

const full = (host: string, free: number): UserError =>
  new UserError(
    'disk-full',
    `${host} has ${free} KiB left where docker keeps its images; free some (docker system prune)`,
  )

const TEXTS: Readonly<Record<string, readonly [reason: string, says: string]>> = {
  'docker-missing': ['docker-missing', 'has no docker'],
  'docker-denied': [
    'docker-denied',
    'does not let this user use docker; add it to the group docker',
  ],
  'docker-down': ['docker-down', 'has a docker that does not answer'],
  'no-folder': ['no-folder', "can't make the folder of this run"],
  'env-file-missing': ['env-file', 'has no env-file'],
  'env-file-unreadable': ['env-file', 'does not let this user read the env-file'],
  'registry-refused': ['registry-refused', 'was refused by the registry'],
  'registry-unreachable': ['registry-unreachable', "can't log in to the registry"],
}

function explained(host: string, { kind, text }: HostProblem): UserError {
  const [reason, says] = TEXTS[kind] ?? ['preflight', kind]
  return new UserError(reason, `${host} ${says}${text === '' ? '' : `: ${quote(text)}`}`)
}

/** A container that nobody here started has a port that a service wants. */
function portsTaken(host: FleetHost, facts: Facts, environment: string): UserError[] {
  const foreign = facts.containers.filter(
    (one) => isRunning(one) && one.labels['towpath.environment'] !== environment,
  )
  return host.services.flatMap(({ name, ports }) =>
    ports.flatMap((published) => {
      const port = hostPort(published)
      const owner = foreign.find((one) => port !== undefined && one.ports.includes(port))
      return owner && port !== undefined ? [taken(host.name, name, port, owner)] : []
    }),
  )
}

const taken = (host: string, service: string, port: string, owner: Container): UserError =>
  new UserError(
    'port-taken',
    `${host}: the port ${port} of ${quote(service)} is that of the container ${quote(owner.name)}, which no deployment to this environment started; stop it first`,
  )
