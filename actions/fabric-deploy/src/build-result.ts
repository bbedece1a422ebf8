// The rows of the result: what became of each host, and what runs there. Pure.
import type { UserError } from '../../../kit/action/user-error.ts'
import type { FleetHost } from './config/fleet.ts'
import type { Opened, Seen } from './host/connect.ts'
import { digestIn, isRunning } from './host/facts.ts'
import type { Job } from './host/preflight.ts'
import type { DeployInputs } from './inputs.ts'
import type { HostPlan } from './plan/host-plan.ts'
import { type HostOutcome, type PlannedHost, type Result, type Row, runningOf } from './result.ts'
import type { Deployment } from './rollout/deploy.ts'
import type { Outcome } from './rollout/rollout.ts'

type Asked = Pick<DeployInputs, 'action' | 'tag' | 'dry-run' | 'prune'>

/** The reasons that mean that a host was not reached at all. */
const OUT_OF_REACH = [
  'unreachable',
  'key-refused',
  'host-key-unknown',
  'host-key-changed',
  'timeout',
]

/** A row for a host that failed before anything was changed, or that was only looked at. */
function rowOf(
  { name, roles }: FleetHost,
  outcome: HostOutcome,
  error: Pick<UserError, 'reason'> | undefined,
  runs: Row['runs'],
): Row {
  const reason = error?.reason ?? ''
  return { host: name, roles, outcome, reason, code: null, seconds: 0, 'gap-ms': 0, runs }
}

/** The result of a look: of a status, or of a preflight that found something in the way. */
export function lookedResult(
  { action, tag }: Asked,
  { fleet }: Job,
  { seen, errors }: Opened,
  wrong: UserError | undefined,
): Result {
  const { environment, hosts } = fleet
  const told = action === 'status' || action === 'unlock'
  const rows = hosts.map((host) => {
    const [error] = errors.get(host.name) ?? []
    const at = seen.findIndex(({ session }) => session.host === host)
    const own = seen[at]?.own
    const runs = own ? runningOf(own) : null
    if (told && own) return rowOf(host, 'unchanged', undefined, runs)
    return rowOf(host, error ? failed(error) : 'not-reached', error, runs)
  })
  const nothing = { digest: '', previous: '', digests: {}, changed: false, plan: [], tasks: false }
  return { ...nothing, action, environment, release: tag, rows, reason: wrong?.reason ?? '', told }
}

/** The result of a deployment or a rollback. */
export function deploymentResult(inputs: Asked, { fleet }: Job, deployment: Deployment): Result {
  const { hosts, environment, services } = fleet
  const rows = deploymentRows(hosts, deployment)
  const main = services.find(({ takesTag, never }) => takesTag && !never) ?? services[0]
  const moves = deployment.plans.flatMap((plan) => plan.moves)
  const isGood = deployment.error === undefined && !inputs['dry-run']
  const pruned =
    isGood && inputs.prune && deployment.plans.some(({ unknown }) => unknown.length > 0)
  const digests = new Map([
    ...moves.map(({ service, digest }) => [service.name, digest] as const),
    ...[...deployment.digests].map(([service, digest]) => [service.name, digest] as const),
  ])
  return {
    action: inputs.action,
    environment,
    release: inputs.tag,
    digest: digests.get(main?.name ?? '') ?? '',
    previous: previousOf(deployment.seen, main?.name ?? ''),
    digests: Object.fromEntries([...digests].filter(([, digest]) => digest !== '')),
    changed:
      pruned ||
      rows.some(({ outcome }) => outcome === 'deployed') ||
      [...deployment.outcomes.values()].some(({ at }) => at === 'unknown'),
    rows,
    reason: deployment.error?.reason ?? '',
    plan: plannedOf(deployment.plans, deployment.seen),
    told: inputs['dry-run'],
    tasks: false,
  }
}

/** The digest of a service that ran before, on the first host that has it. */
function previousOf(seen: readonly Seen[], name: string): string {
  const ran = seen
    .flatMap(({ own }) => own)
    .find((one) => one.labels['towpath.service'] === name && isRunning(one))
  return ran ? digestIn(ran.image) : ''
}

const failed = ({ reason }: Pick<UserError, 'reason'>): HostOutcome =>
  OUT_OF_REACH.includes(reason) ? 'unreachable' : 'failed'

/** The rows of a deployment. */
function deploymentRows(hosts: readonly FleetHost[], deployment: Deployment): Row[] {
  const { plans, outcomes, errors, containers, error } = deployment
  return hosts.map((host, index) => {
    const seen = containers.get(host.name)
    const runs = seen ? runningOf(seen) : null
    const before = errors.get(host.name)
    if (before) return rowOf(host, failed(before), before, runs)
    const outcome = outcomes.get(host.name)
    if (!outcome) {
      const isIdle = plans[index]?.moves.length === 0
      return rowOf(host, isIdle ? 'unchanged' : 'not-reached', undefined, runs)
    }
    const { failure, gap, seconds } = outcome
    return {
      ...rowOf(
        host,
        outcomeOf(outcome),
        failure ?? (outcome.at === 'old' ? error : undefined),
        runs,
      ),
      code: failure?.code ?? null,
      seconds: Math.round(seconds * 10) / 10,
      'gap-ms': gap,
    }
  })
}

function outcomeOf({ at, failure }: Outcome): HostOutcome {
  if (at === 'new') return 'deployed'
  if (failure === undefined) return at === 'old' ? 'rolled-back' : 'failed'
  return at === 'unknown' ? failed(failure) : 'failed'
}

/** The plan as an output. */
function plannedOf(plans: readonly HostPlan[], seen: readonly Seen[]): PlannedHost[] {
  return plans.map(({ host, moves }, index) => {
    const own = seen[index]?.own ?? []
    const releaseAt = (id: string): string => {
      const container = own.find((one) => one.id === id)
      return container?.labels['towpath.release'] ?? ''
    }
    return {
      host: host.name,
      roles: host.roles,
      moves: moves.map(({ service, to, from, release }) => ({
        service: service.name,
        does: from.length > 0 ? 'replace' : to === undefined ? 'make' : 'start',
        from: from.map(releaseAt).join(' '),
        to: release,
      })),
    }
  })
}
