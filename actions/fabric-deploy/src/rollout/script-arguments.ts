// A change as arguments of docker create and of switch.sh. Pure.

import { shortHash } from '../../../../kit/text/slug.ts'
import { headerLines } from '../config/header-lines.ts'
import type { HealthCheck, Service } from '../config/service.ts'
import { HOST_LABEL, type HostFacts } from '../host/facts.ts'
import type { Change } from '../plan/change.ts'
import { settingsHash } from '../plan/host-plan.ts'
import { ROUTE_LABEL, routeLabel } from '../plan/route.ts'

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
    ...routeLabels(slug, service),
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

/** The arguments of switch.sh for a change; switch.sh describes the names. */
const SWITCH_FIELDS = [
  ...['service', 'new', 'created', 'old', 'stop_first', 'old_crashes'],
  ...['check', 'path', 'port', 'headers', 'duration', 'within', 'grace', 'restart', 'proxy'],
]

/**
 * Returns the values of a change for switch.sh, without their names: the post step's saved state has to fit in one environment
 * variable, which Linux limits to 128 KiB. `created` distinguishes a container that this run created from one that was there before,
 * `hadProxy` a host that had a proxy from one that gets its first.
 */
export function switchValues(
  change: Change,
  newId: string,
  created: boolean,
  hadProxy: boolean,
): string[] {
  const { service, stopIds, stopFirst, oldCrashes, keepsRunning } = change
  return [
    ...[service.name, newId, keepsRunning ? 'keep' : created ? '1' : '0', stopIds.join(' ')],
    ...[stopFirst ? '1' : '0', oldCrashes ? '1' : '0'],
    ...checkValues(service.check),
    ...[String(service.stopGrace), service.restart, proxyValue(change, hadProxy)],
  ]
}

function proxyValue({ isBehind, stopFirst, stopLast }: Change, hadProxy: boolean): string {
  if (!isBehind) return stopLast ? 'leave' : ''
  if (!stopFirst) return 'switch'
  return hadProxy ? 'start' : 'first'
}

const routeLabels = (slug: string, service: Service): Record<string, string> => {
  const route = routeLabel(slug, service)
  return route === undefined ? {} : { [ROUTE_LABEL]: route }
}

/** The values of check, path, port, headers, duration and within. */
function checkValues(check: HealthCheck): string[] {
  if (check.kind === 'running') return ['running', '', '', '', String(check.time), '']
  const within = String(check.within)
  if (check.kind === 'docker') return ['docker', '', '', '', '', within]
  return ['http', check.path, String(check.port), headerLines(check), '', within]
}

/** Returns the values of any number of changes as name=value arguments for switch.sh. */
export const switchArguments = (values: readonly string[]): string[] =>
  values.map((value, index) => `${SWITCH_FIELDS[index % SWITCH_FIELDS.length]}=${value}`)
