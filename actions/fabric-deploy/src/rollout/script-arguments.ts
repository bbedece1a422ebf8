// A change as arguments of switch.sh. Pure.

import { headerLines } from '../config/header-lines.ts'
import type { HealthCheck } from '../config/service.ts'
import type { Change } from '../plan/change.ts'

/** The arguments of switch.sh for a change; switch.sh describes the names. */
const SWITCH_FIELDS = [
  ...['service', 'new', 'created', 'old', 'stop_first', 'old_crashes'],
  ...['check', 'path', 'port', 'headers', 'duration', 'within', 'grace', 'restart', 'proxy'],
]

/**
 * Returns the values of a change for switch.sh, without their names: the post step's saved state has to fit in one environment
 * variable, which Linux limits to 128 KiB. `created`: this run created the container. `hadProxy`: the host had a proxy before.
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
