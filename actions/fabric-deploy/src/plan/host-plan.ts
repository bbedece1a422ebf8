// The plan for one host: which containers are created, started, stopped and left alone. Pure.

import { shortHash } from '../../../../kit/text/slug.ts'
import type { FleetHost } from '../config/fleet.ts'
import type { Service } from '../config/service.ts'
import {
  type Container,
  digestIn,
  type HostFacts,
  type HostState,
  isRunning,
} from '../host/facts.ts'
import { collides, publishedPort } from '../host/published-ports.ts'
import { isHealthy } from './is-healthy.ts'

/** One service's new container, and the running ones that it replaces. */
export type Change = {
  readonly service: Service
  /** The stopped container to start; undefined if a new one has to be created. */
  readonly startId: string | undefined
  /** The running containers to stop. */
  readonly stopIds: readonly string[]
  /**
   * The old ones have to stop first: they publish the same port of the host as the new one, or docker is restarting them and they serve
   * nobody.
   */
  readonly stopFirst: boolean
  /** Docker has restarted an old one, so a rollback can't expect it to keep running. */
  readonly oldCrashes: boolean
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
  /** Containers of services that are no longer configured are replaced where they publish the port of another service. */
  readonly prune: boolean
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
  return { host, changes: wanted.prune ? withPorts(changes, unconfigured) : changes, unconfigured }
}

/** A service with `redeploy: never` is left alone if it is running, started if it is stopped, and created if it is missing. */
function startOnlyChange(service: Service, own: readonly Container[], wanted: Wanted): Change[] {
  if (own.some(isRunning)) return []
  const stopped = own.find(({ state }) => state === 'exited' || state === 'created')
  const common = { service, stopIds: [], stopFirst: false, oldCrashes: false }
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
      ...replacing(service, running),
      release,
      digest: digest ?? '',
    },
  ]
}

/** Returns what is to be known of the running containers that a change replaces. */
export function replacing(
  service: Service,
  running: readonly Container[],
): Pick<Change, 'stopIds' | 'stopFirst' | 'oldCrashes'> {
  const isRestarting = running.some(({ state }) => state === 'restarting')
  return {
    stopIds: running.map(({ id }) => id),
    stopFirst: isRestarting || sharesPort(service, running),
    oldCrashes: isRestarting || running.some(({ restarts }) => restarts > 0),
  }
}

/** Lets the first change that needs a container's port replace that container as well. */
function withPorts(changes: readonly Change[], unconfigured: readonly Container[]): Change[] {
  const left = new Set(unconfigured.filter(isRunning))
  return changes.map((change) => {
    const replaced = [...left].filter((one) => sharesPort(change.service, [one]))
    if (replaced.length === 0) return change
    for (const one of replaced) left.delete(one)
    const { stopIds, oldCrashes } = replacing(change.service, replaced)
    return {
      ...change,
      stopIds: [...change.stopIds, ...stopIds],
      stopFirst: true,
      oldCrashes: change.oldCrashes || oldCrashes,
    }
  })
}

/** Whether a service publishes a port that one of its running containers has. */
function sharesPort(service: Service, running: readonly Container[]): boolean {
  const wanted = service.ports.flatMap((port) => publishedPort(port) ?? [])
  return running.some(({ ports }) =>
    ports.some((port) => wanted.some((other) => collides(port, other))),
  )
}

/** Hashes all settings of a container but its image: a container with other settings has to be replaced. */
export function settingsHash(service: Service, facts: HostFacts): string {
  const { ports, envFile, command, volumes, restart } = service
  const env = facts.envFiles.get(envFile) ?? ''
  return shortHash(JSON.stringify([ports, envFile, env, command, volumes, restart]))
}
