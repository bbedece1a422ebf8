// The result of running a fabfile's tasks. Pure.
import { UserError } from '../../../../kit/action/user-error.ts'
import { type Host, hostText } from '../../../../kit/ssh/host.ts'
import { plain } from '../../../../kit/text/terminal.ts'
import type { Job } from '../host/preflight.ts'
import type { DeployInputs } from '../inputs.ts'
import type { HostOutcome, Result, Row } from '../result.ts'
import type { Row as FabricRow } from './host-result.ts'

/** A result, and the error that the run ends with. */
export type Done = { readonly result: Result; readonly error: UserError | undefined }

const base = (inputs: DeployInputs, { fleet }: Job): Omit<Result, 'rows' | 'reason'> => ({
  action: inputs.action,
  environment: fleet.environment,
  release: inputs.tag,
  digest: '',
  previous: '',
  digests: {},
  changed: false,
  plan: [],
  told: inputs['dry-run'],
  tasks: true,
})

/** The result when no task ran. */
export function unreached(
  inputs: DeployInputs,
  job: Job,
  errors: ReadonlyMap<string, UserError>,
  reason: string,
): Result {
  const rows = job.fleet.hosts.map(({ name, roles }): Row => {
    const error = errors.get(name)
    const outcome = error ? 'unreachable' : 'not-reached'
    return { host: name, roles, ...row(outcome, error?.reason ?? ''), code: null, seconds: 0 }
  })
  return { ...base(inputs, job), rows, reason }
}

const row = (
  outcome: HostOutcome,
  reason: string,
): Pick<Row, 'outcome' | 'reason' | 'gap-ms' | 'runs'> => ({
  outcome,
  reason,
  'gap-ms': 0,
  runs: null,
})

/** The result when they ran. */
export function resultOf(inputs: DeployInputs, job: Job, found: readonly FabricRow[]): Done {
  const rows = found.map(({ host, outcome, reason, code, seconds }): Row => {
    const known = job.fleet.hosts.find(({ name }) => host && name === hostText(host))
    const name = known?.name ?? nameOf(host)
    const roles = known?.roles ?? []
    return {
      host: name,
      roles,
      ...row(outcome, reason),
      code,
      seconds: Math.round(seconds * 10) / 10,
    }
  })
  const failed = found.find(({ reason }) => reason !== '')
  const error =
    failed && new UserError(failed.reason, `${nameOf(failed.host)}: ${plain(failed.text)}`)
  const changed = rows.some(({ outcome }) => outcome === 'deployed' || outcome === 'failed')
  return { result: { ...base(inputs, job), rows, changed, reason: error?.reason ?? '' }, error }
}

const nameOf = (host: Host | undefined): string => (host ? hostText(host) : "the task's own hosts")
