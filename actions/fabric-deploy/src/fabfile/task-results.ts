// The result of a run of tasks. Pure.

import { UserError } from '../../../../kit/action/user-error.ts'
import { type Host, hostText } from '../../../../kit/ssh/host.ts'
import { stripTerminalCodes } from '../../../../kit/text/terminal.ts'
import type { Fleet } from '../config/fleet.ts'
import type { DeployInputs } from '../inputs.ts'
import type { HostRow, Result, RunResult } from '../result.ts'
import type { TaskRow } from './host-result.ts'

type Inputs = Pick<DeployInputs, 'action' | 'tag' | 'dry-run'>

/** Returns the result if no task ran. */
export function notRunResult(
  inputs: Inputs,
  fleet: Fleet,
  errors: ReadonlyMap<string, UserError>,
  reason: string,
): Result {
  const rows = fleet.hosts.map(({ name, roles }): HostRow => {
    const error = errors.get(name)
    const outcome = error ? 'unreachable' : 'not-reached'
    const hostReason = error?.reason ?? ''
    return { ...COMMON, host: name, roles, outcome, reason: hostReason, code: null, seconds: 0 }
  })
  return { ...resultWithoutRows(inputs, fleet), rows, reason }
}

/** Returns the result of tasks that ran. */
export function tasksResult(inputs: Inputs, fleet: Fleet, taskRows: readonly TaskRow[]): RunResult {
  const rows = taskRows.map(({ host, outcome, reason, code, seconds }): HostRow => {
    const known = fleet.hosts.find(({ name }) => host && name === hostText(host))
    return {
      ...COMMON,
      host: known?.name ?? nameOf(host),
      roles: known?.roles ?? [],
      outcome,
      reason,
      code,
      seconds: Math.round(seconds * 10) / 10,
    }
  })
  const failed = taskRows.find(({ reason }) => reason !== '')
  const error =
    failed &&
    new UserError(failed.reason, `${nameOf(failed.host)}: ${stripTerminalCodes(failed.text)}`)
  const changed = rows.some(({ outcome }) => outcome === 'deployed' || outcome === 'failed')
  const reason = error?.reason ?? ''
  return { result: { ...resultWithoutRows(inputs, fleet), rows, changed, reason }, error }
}

/** What the rows of all tasks have in common. */
const COMMON = { 'gap-ms': 0, runs: null } as const

const resultWithoutRows = (
  inputs: Inputs,
  { environment }: Fleet,
): Omit<Result, 'rows' | 'reason'> => ({
  action: inputs.action,
  environment,
  release: inputs.tag,
  digest: '',
  previous: '',
  digests: {},
  changed: false,
  plan: [],
  isReadOnly: inputs['dry-run'],
  isTasks: true,
})

const nameOf = (host: Host | undefined): string => (host ? hostText(host) : "the task's own hosts")
