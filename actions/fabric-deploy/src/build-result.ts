// Builds the result of a run from what was found and done. Pure.

import type { UserError } from '../../../kit/action/user-error.ts'
import type { Fleet } from './config/fleet.ts'
import { digestIn, type HostState, isRunning } from './host/facts.ts'
import { deploymentRows, failedOutcome, rowOf } from './host-rows.ts'
import type { DeployInputs } from './inputs.ts'
import type { Change } from './plan/change.ts'
import type { HostPlan } from './plan/host-plan.ts'
import { proxyRow } from './proxy/proxy-row.ts'
import { startsProxy } from './proxy/proxy-state.ts'
import { type PlanRow, type Result, runningServices } from './result.ts'
import { beforeRuns } from './rollout/before-plan.ts'
import type { Deployment } from './rollout/deployment.ts'

type Inputs = Pick<DeployInputs, 'action' | 'tag' | 'dry-run' | 'prune'>

type Findings = {
  readonly inspected: readonly HostState[]
  readonly errors: ReadonlyMap<string, readonly UserError[]>
}

/** Returns the result of a run that only inspected the hosts: a status, or a preflight that failed with `error`. */
export function inspectionResult(
  { action, tag }: Inputs,
  { environment, hosts }: Fleet,
  { inspected, errors }: Findings,
  error: UserError | undefined,
): Result {
  const isReadOnly = action === 'status' || action === 'unlock'
  const rows = hosts.map((host) => {
    const [hostError] = errors.get(host.name) ?? []
    const state = inspected.find((one) => one.host === host)
    const runs = state ? runningServices(state.containers) : null
    const asksForProxy = action === 'status' || action === 'upgrade-proxy'
    const proxy = asksForProxy && state ? { proxy: proxyRow(state.facts.proxy) } : {}
    if (isReadOnly && state) return { ...rowOf(host, 'unchanged', undefined, runs), ...proxy }
    const outcome = hostError ? failedOutcome(hostError) : 'not-reached'
    return { ...rowOf(host, outcome, hostError, runs), ...proxy }
  })
  return {
    action,
    environment,
    release: tag,
    digest: '',
    previous: '',
    digests: {},
    changed: false,
    rows,
    reason: error?.reason ?? '',
    plan: [],
    isReadOnly,
    isTasks: false,
  }
}

/** Returns the result of a deployment or a rollback. */
export function deploymentResult(
  inputs: Inputs,
  { hosts, environment, services }: Fleet,
  deployment: Deployment,
): Result {
  const { plans, inspected, switched, error } = deployment
  const rows = deploymentRows(hosts, deployment)
  const mainService = services.find((one) => one.takesTag && !one.startOnly) ?? services[0]
  const mainName = mainService?.name ?? ''
  const isGood = error === undefined && !inputs['dry-run']
  const hasPruned = isGood && inputs.prune && plans.some((plan) => plan.unconfigured.length > 0)
  const digests = digestsOf(deployment)
  return {
    action: inputs.action,
    environment,
    release: inputs.tag,
    digest: digests.get(mainName) ?? '',
    previous: previousDigest(inspected, mainName),
    digests: Object.fromEntries([...digests].filter(([, digest]) => digest !== '')),
    changed:
      hasPruned ||
      rows.some(({ outcome }) => outcome === 'deployed') ||
      [...switched.values()].some(({ running }) => running === 'unknown'),
    rows,
    reason: error?.reason ?? '',
    plan: planRows(plans, inspected, services),
    isReadOnly: inputs['dry-run'],
    isTasks: false,
  }
}

function digestsOf({ plans, digests }: Deployment): Map<string, string> {
  const changes = plans.flatMap((plan) => plan.changes)
  return new Map([
    ...changes.map(({ service, digest }) => [service.name, digest] as const),
    ...[...digests].map(([service, digest]) => [service.name, digest] as const),
  ])
}

/** The digest of a service before the run, on the first host that was running it. */
function previousDigest(inspected: readonly HostState[], service: string): string {
  const container = inspected
    .flatMap(({ containers }) => containers)
    .find((one) => one.labels['towpath.service'] === service && isRunning(one))
  return container ? digestIn(container.image) : ''
}

function planRows(
  plans: readonly HostPlan[],
  inspected: readonly HostState[],
  services: Fleet['services'],
): PlanRow[] {
  const commands = beforeRuns(plans, services).map(({ change }) => change)
  return plans.map((plan, index) => {
    const { host, changes } = plan
    const state = inspected[index]
    const releaseOf = (id: string): string => {
      const container = state?.containers.find((one) => one.id === id)
      return container?.labels['towpath.release'] ?? ''
    }
    return {
      host: host.name,
      roles: host.roles,
      moves: changes.map((change) => {
        const { service, stopIds, release } = change
        return {
          service: service.name,
          does: verbOf(change),
          from: stopIds.map(releaseOf).join(' '),
          to: release,
          ...(commands.includes(change) ? { before: service.before?.command ?? [] } : {}),
        }
      }),
      ...(state && startsProxy(plan, state.facts) ? { proxy: 'start' } : {}),
    }
  })
}

function verbOf({ keepsRunning, stopIds, startId }: Change): PlanRow['moves'][number]['does'] {
  if (keepsRunning) return 'route'
  if (stopIds.length > 0) return 'replace'
  return startId === undefined ? 'make' : 'start'
}
