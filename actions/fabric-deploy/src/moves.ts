// What is to happen on a host: which containers come, go and stay. Pure.
import { shortHash } from '../../../kit/names.ts'
import type { Container, Facts } from './facts.ts'
import { digestIn, isRunning } from './facts.ts'
import type { FleetHost } from './fleet.ts'
import { hostPort, type Service } from './service.ts'

/** One container that comes in the place of others. */
export type Move = {
  readonly service: Service
  /** The container that is there and comes; undefined when it has to be made. */
  readonly to: string | undefined
  /** The running containers that go. */
  readonly from: readonly string[]
  /** Both publish a port: one has to stop before the other starts. */
  readonly fixed: boolean
  readonly release: string
  readonly digest: string
}

export type HostPlan = {
  readonly host: FleetHost
  readonly moves: readonly Move[]
  /** Containers of services that are no longer configured. */
  readonly unknown: readonly Container[]
}

export type Wanted = {
  readonly environment: string
  /** The release of each service as people know it: a tag, or a digest. */
  readonly release: (service: Service) => string
  /** The digest of each service; undefined while it is not known. */
  readonly digest: (service: Service) => string | undefined
}

/** The label under which a container has the host that it was made for. */
export const HOST_LABEL = 'towpath.host'

/** The containers of the environment on a host, the newest first. Where two hosts share one docker, the host's own. */
export function mine(
  host: FleetHost,
  facts: Facts,
  environment: string,
  shared: boolean,
): Container[] {
  return facts.containers
    .filter(({ labels }) => labels['towpath.environment'] === environment)
    .filter(({ labels }) => !shared || labels[HOST_LABEL] === host.name)
    .sort((a, b) => Date.parse(b.created) - Date.parse(a.created))
}

/** Plans a deployment on a host. */
export function deployPlan(
  host: FleetHost,
  facts: Facts,
  wanted: Wanted,
  shared: boolean,
): HostPlan {
  const containers = mine(host, facts, wanted.environment, shared)
  const names = host.services.map(({ name }) => name)
  const moves = host.services.flatMap((service): Move[] => {
    const own = containers.filter(({ labels }) => labels['towpath.service'] === service.name)
    const running = own.filter(isRunning)
    const stopped = own.find(({ state }) => state === 'exited' || state === 'created')
    const from = running.map(({ id }) => id)
    const common = { service, from, release: wanted.release(service) }
    const digest = wanted.digest(service) ?? ''
    if (service.never) {
      if (running.length > 0) return []
      const there = stopped && { to: stopped.id, release: stopped.labels['towpath.release'] ?? '' }
      const made = { ...common, to: undefined, digest, fixed: false }
      return [there ? { ...made, ...there, digest: digestIn(stopped.image) } : made]
    }
    const settings = settingsOf(service, facts)
    const [same, more] = running
    const isSame =
      same !== undefined &&
      more === undefined &&
      digestIn(same.image) === digest &&
      same.labels['towpath.settings'] === settings &&
      isHealthy(service, same, facts)
    if (isSame) return []
    return [{ ...common, to: undefined, digest, fixed: isFixed(service, running) }]
  })
  const unknown = containers.filter(
    ({ labels }) => !names.includes(labels['towpath.service'] ?? ''),
  )
  return { host, moves, unknown }
}

/** Whether the new container and one that runs want the same port of the host. */
export function isFixed(service: Service, running: readonly Container[]): boolean {
  const wanted = service.ports.flatMap((port) => hostPort(port) ?? [])
  return running.some(({ ports }) => ports.some((port) => wanted.includes(port)))
}

function isHealthy({ check }: Service, container: Container, facts: Facts): boolean {
  if (container.state !== 'running') return false
  if (check.kind === 'docker') return container.health === 'healthy'
  return check.kind === 'running' || /^[23]/.test(facts.answers.get(container.id) ?? '')
}

/** A hash of everything that a container is made with but its image: other settings need a new container. */
export function settingsOf(service: Service, facts: Facts): string {
  const { ports, envFile, command, volumes, restart } = service
  const env = facts.envFiles.get(envFile) ?? ''
  return shortHash(JSON.stringify([ports, envFile, env, command, volumes, restart]))
}

/** The arguments of docker create for a move. */
export function createArguments(
  { service, release, digest }: Move,
  {
    environment,
    slug,
    run,
    host,
  }: { environment: string; slug: string; run: string; host: string },
  facts: Facts,
): string[] {
  const labels = {
    'towpath.environment': environment,
    'towpath.service': service.name,
    'towpath.release': release,
    'towpath.run': run,
    [HOST_LABEL]: host,
    'towpath.settings': settingsOf(service, facts),
  }
  const shown = release.replace(/^sha256:/, '').slice(0, 40)
  return [
    // A fresh one: its end tells apart two containers of one release.
    ...['--name', `${service.name}-${slug}-${shown}-${shortHash(`${run} ${host}`).slice(0, 6)}`],
    ...Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
    // Its policy comes when it has proved itself: until then an end is an end.
    ...['--restart', 'no'],
    ...service.ports.flatMap((port) => ['--publish', port]),
    ...service.volumes.flatMap((volume) => ['--volume', volume]),
    ...(service.envFile === '' ? [] : ['--env-file', service.envFile]),
    `${service.image.name}@${digest}`,
    ...service.command,
  ]
}

/** The fields of a move for switch.sh. */
export function switchFields({ service, from, fixed }: Move, to: string, made: boolean): string[] {
  const { check } = service
  const checked = {
    http: () => (check.kind === 'http' ? [check.path, String(check.port)] : []),
    docker: () => ['-', '-'],
    running: () => (check.kind === 'running' ? [String(check.time), '-'] : []),
  }[check.kind]()
  const within = check.kind === 'running' ? 0 : check.within
  return [
    service.name,
    to,
    made ? '1' : '0',
    from.join(' ') || '-',
    fixed ? '1' : '0',
    check.kind,
    ...checked,
    String(within),
    String(service.grace),
    service.restart,
  ]
}
