// The rows of the result: the outcome of each host. Pure.

import type { UserError } from '../../../kit/action/user-error.ts'
import type { FleetHost } from './config/fleet.ts'
import { type HostOutcome, type HostRow, runningServices } from './result.ts'
import type { Deployment, SwitchResult } from './rollout/deployment.ts'

/** The reasons that mean that a host was not reached at all. */
const UNREACHED_REASONS = [
  'unreachable',
  'key-refused',
  'host-key-unknown',
  'host-key-changed',
  'timeout',
]

type Reason = Pick<UserError, 'reason'>

/** Returns the outcome of a host that failed. */
export const failedOutcome = ({ reason }: Reason): HostOutcome =>
  UNREACHED_REASONS.includes(reason) ? 'unreachable' : 'failed'

/** Returns the row of a host that was not switched. */
export function rowOf(
  { name, roles }: FleetHost,
  outcome: HostOutcome,
  error: Reason | undefined,
  runs: HostRow['runs'],
): HostRow {
  const reason = error?.reason ?? ''
  return { host: name, roles, outcome, reason, code: null, seconds: 0, 'gap-ms': 0, runs }
}

/** Returns the rows of a deployment. */
export function deploymentRows(hosts: readonly FleetHost[], deployment: Deployment): HostRow[] {
  const { plans, switched, errors, containers, error } = deployment
  return hosts.map((host, index) => {
    const found = containers.get(host.name)
    const runs = found ? runningServices(found) : null
    const prepareError = errors.get(host.name)
    if (prepareError) return rowOf(host, failedOutcome(prepareError), prepareError, runs)
    const result = switched.get(host.name)
    if (result) return switchedRow(host, result, error, runs)
    const isUpToDate = plans[index]?.changes.length === 0
    return rowOf(host, isUpToDate ? 'unchanged' : 'not-reached', undefined, runs)
  })
}

function switchedRow(
  host: FleetHost,
  result: SwitchResult,
  error: UserError | undefined,
  runs: HostRow['runs'],
): HostRow {
  const { failure, gap, seconds, running } = result
  const cause = failure ?? (running === 'old' ? error : undefined)
  return {
    ...rowOf(host, switchedOutcome(result), cause, runs),
    code: failure?.code ?? null,
    seconds: Math.round(seconds * 10) / 10,
    'gap-ms': gap,
  }
}

function switchedOutcome({ running, failure }: SwitchResult): HostOutcome {
  if (running === 'new') return 'deployed'
  if (failure === undefined) return running === 'old' ? 'rolled-back' : 'failed'
  return running === 'unknown' ? failedOutcome(failure) : 'failed'
}
