// The plan for one host: which containers are created, started, stopped and left alone. Pure.

import { shortHash } from '../../../../kit/text/slug.ts'
import type { FleetHost } from '../config/fleet.ts'
import { hostPort, type Service } from '../config/service.ts'
import {
  type Container,
  digestIn,
  type HostFacts,
  type HostState,
  isRunning,
} from '../host/facts.ts'

/** One service's new container, and the running ones that it replaces. */
export type Change = {
  readonly service: Service
  /** The stopped container to start; undefined if a new one has to be created. */
  readonly startId: string | undefined
  /** The running containers to stop. */
  readonly stopIds: readonly string[]
  /** Old and new container publish the same port of the host, so that the old one has to stop first. */
  readonly stopFirst: boolean
  readonly release: string
  readonly digest: string
}

export type HostPlan = {
  readonly host: FleetHost
  readonly changes: readonly Change[]
  /** Containers of services that are no longer configured for the host. */
  readonly unconfigured: readonly Container[]
}

export type Wanted = {
  /** The release of a service as people know it: a tag, or a digest. */
  readonly release: (service: Service) => string
  /** The digest of a service; undefined while it is unknown: then the release decides. */
  readonly digest: (service: Service) => string | undefined
}

/** Plans a deployment on a host. */
export function deployPlan({ host, facts, containers }: HostState, wanted: Wanted): HostPlan {
  const names = host.services.map(({ name }) => name)
  const changes = host.services.flatMap((service) => {
    const own = containers.filter(({ labels }) => labels['towpath.service'] === service.name)
    return service.startOnly
      ? startOnlyChange(service, own, wanted)
      : deployChange(service, own, facts, wanted)
  })
  const unconfigured = containers.filter(
    ({ labels }) => !names.includes(labels['towpath.service'] ?? ''),
  )
  return { host, changes, unconfigured }
}

/** A service with `redeploy: never` is left alone if it is running, started if it is stopped, and created if it is missing. */
function startOnlyChange(service: Service, own: readonly Container[], wanted: Wanted): Change[] {
  if (own.some(isRunning)) return []
  const stopped = own.find(({ state }) => state === 'exited' || state === 'created')
  const common = { service, stopIds: [], stopFirst: false }
  if (!stopped) {
    const digest = wanted.digest(service) ?? ''
    return [{ ...common, startId: undefined, release: wanted.release(service), digest }]
  }
  const release = stopped.labels['towpath.release'] ?? ''
  return [{ ...common, startId: stopped.id, release, digest: digestIn(stopped.image) }]
}

function deployChange(
  service: Service,
  own: readonly Container[],
  facts: HostFacts,
  wanted: Wanted,
): Change[] {
  const running = own.filter(isRunning)
  const [current, another] = running
  const release = wanted.release(service)
  const digest = wanted.digest(service)
  const isUpToDate =
    current !== undefined &&
    another === undefined &&
    (digest === undefined
      ? current.labels['towpath.release'] === release
      : digestIn(current.image) === digest) &&
    current.labels['towpath.settings'] === settingsHash(service, facts) &&
    current.restart === service.restart.split(':')[0] &&
    isHealthy(service, current, facts)
  if (isUpToDate) return []
  return [
    {
      service,
      startId: undefined,
      stopIds: running.map(({ id }) => id),
      stopFirst: sharesPort(service, running),
      release,
      digest: digest ?? '',
    },
  ]
}

/** Whether a service publishes a port that one of its running containers has. */
export function sharesPort(service: Service, running: readonly Container[]): boolean {
  const wanted = service.ports.flatMap((port) => hostPort(port) ?? [])
  return running.some(({ ports }) => ports.some((port) => wanted.includes(port)))
}

function isHealthy({ check }: Service, container: Container, facts: HostFacts): boolean {
  if (container.state !== 'running') return false
  if (check.kind === 'docker') return container.health === 'healthy'
  return check.kind === 'running' || /^[23]/.test(facts.answers.get(container.id) ?? '')
}

/** Hashes all settings of a container but its image: a container with other settings has to be replaced. */
export function settingsHash(service: Service, facts: HostFacts): string {
  const { ports, envFile, command, volumes, restart } = service
  const env = facts.envFiles.get(envFile) ?? ''
  return shortHash(JSON.stringify([ports, envFile, env, command, volumes, restart]))
}
