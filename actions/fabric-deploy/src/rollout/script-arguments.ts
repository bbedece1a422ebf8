// A change as arguments of docker create and of switch.sh. Pure.

import { shortHash } from '../../../../kit/text/slug.ts'
import type { HealthCheck } from '../config/service.ts'
import { HOST_LABEL, type HostFacts } from '../host/facts.ts'
import { type Change, settingsHash } from '../plan/host-plan.ts'

type ContainerOwner = {
  readonly environment: string
  readonly slug: string
  readonly runId: string
  readonly host: string
}

/** Returns the arguments of docker create for a change. */
export function createArguments(
  { service, release, digest }: Change,
  { environment, slug, runId, host }: ContainerOwner,
  facts: HostFacts,
): string[] {
  const labels = {
    'towpath.environment': environment,
    'towpath.service': service.name,
    'towpath.release': release,
    'towpath.run': runId,
    [HOST_LABEL]: host,
    'towpath.settings': settingsHash(service, facts),
  }
  const shortRelease = release.replace(/^sha256:/, '').slice(0, 40)
  // Two containers of one release need different names.
  const suffix = shortHash(`${runId} ${host}`).slice(0, 6)
  return [
    ...['--name', `${service.name}-${slug}-${shortRelease}-${suffix}`],
    ...Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
    // switch.sh sets the policy once the container is healthy: until then, one that exits has failed.
    ...['--restart', 'no'],
    ...service.ports.flatMap((port) => ['--publish', port]),
    ...service.volumes.flatMap((volume) => ['--volume', volume]),
    ...(service.envFile === '' ? [] : ['--env-file', service.envFile]),
    `${service.image.name}@${digest}`,
    ...service.command,
  ]
}

/**
 * Returns a change as name=value arguments for switch.sh, which describes the names. `created` tells a container that this run
 * created from one that was there before.
 */
export function switchArguments(
  { service, stopIds, stopFirst }: Change,
  newId: string,
  created: boolean,
): string[] {
  const fields = {
    service: service.name,
    new: newId,
    created: created ? '1' : '0',
    old: stopIds.join(' '),
    stop_first: stopFirst ? '1' : '0',
    ...checkFields(service.check),
    grace: String(service.stopGrace),
    restart: service.restart,
  }
  return Object.entries(fields).map(([name, value]) => `${name}=${value}`)
}

function checkFields(check: HealthCheck) {
  const unused = { path: '', port: '', duration: '', within: '' }
  if (check.kind === 'running') return { check: 'running', ...unused, duration: String(check.time) }
  const within = String(check.within)
  if (check.kind === 'docker') return { check: 'docker', ...unused, within }
  return { check: 'http', ...unused, path: check.path, port: String(check.port), within }
}
