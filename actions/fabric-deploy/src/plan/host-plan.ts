// What is to happen on a host: which containers come, go and stay. Pure.
import { shortHash } from '../../../../kit/text/slug.ts'
import type { FleetHost } from '../config/fleet.ts'
import { hostPort, type Service } from '../config/service.ts'
import type { Container, Facts } from '../host/facts.ts'
import { digestIn, isRunning } from '../host/facts.ts'

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
  /** The release of each service as people know it: a tag, or a digest. */
  readonly release: (service: Service) => string
  /** The digest of each service; undefined while it is not known: then the release's name decides. */
  readonly digest: (service: Service) => string | undefined
}

/** The label under which a container has the host that it was made for. */
export const HOST_LABEL = 'towpath.host'

/** The containers of the environment on a host, the newest first. Where two hosts share one docker, the host's own. */
export function mine(
  host: FleetHost,
  containers: readonly Container[],
  environment: string,
  shared: boolean,
): Container[] {
  return containers
    .filter(({ labels }) => labels['towpath.environment'] === environment)
    .filter(({ labels }) => !shared || labels[HOST_LABEL] === host.name)
    .sort((a, b) => Date.parse(b.created) - Date.parse(a.created))
}

/** Plans a deployment on a host with its containers. */
export function deployPlan(
  host: FleetHost,
  facts: Facts,
  containers: readonly Container[],
  wanted: Wanted,
): HostPlan {
  const names = host.services.map(({ name }) => name)
  const moves = host.services.flatMap((service): Move[] => {
    const own = containers.filter(({ labels }) => labels['towpath.service'] === service.name)
    const running = own.filter(isRunning)
    const stopped = own.find(({ state }) => state === 'exited' || state === 'created')
    const from = running.map(({ id }) => id)
    const common = { service, from, release: wanted.release(service) }
    const known = wanted.digest(service)
    const digest = known ?? ''
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
      (known === undefined
        ? same.labels['towpath.release'] === common.release
        : digestIn(same.image) === digest) &&
      same.labels['towpath.settings'] === settings &&
      same.restart === service.restart.split(':')[0] &&
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
