// Inspects the hosts, and does what the input `action` asks for.

import type { Runner } from '../../../kit/action/runner.ts'
import type { UserError } from '../../../kit/action/user-error.ts'
import type { Ssh } from '../../../kit/ssh/open-ssh.ts'
import { list } from '../../../kit/text/escape.ts'
import { deploymentResult, inspectionResult } from './build-result.ts'
import { combinedError } from './host/host-errors.ts'
import { connectAndInspect, type Inspection, removeRunFolders } from './host/inspect.ts'
import { lockStatus } from './host/lock-status.ts'
import type { DeployInputs } from './inputs.ts'
import type { Job } from './job.ts'
import { keptRoutes } from './plan/kept-routes.ts'
import type { Ports } from './ports.ts'
import { postStateSaver } from './post/state.ts'
import { outdatedProxies } from './proxy/upgrade-plan.ts'
import { upgradeProxies } from './proxy/upgrade-proxies.ts'
import { upgradeResult } from './proxy/upgrade-result.ts'
import type { Result, RunResult } from './result.ts'
import { deploy } from './rollout/deploy.ts'
import type { Deployment } from './rollout/deployment.ts'

/**
 * Inspects the hosts, and deploys, rolls back, or shows or removes the lock. Reports before it closes the connections: a cancelled run
 * may have no time left after that. Returns the error that the step fails with.
 */
export async function performAction(
  inputs: DeployInputs,
  job: Job,
  ssh: Ssh,
  ports: Ports,
  report: (result: Result) => void,
): Promise<UserError | undefined> {
  const { runner, clock } = ports
  const start = clock.now()
  const { slug, runId, fleet } = job
  const savePostState = postStateSaver(runner)
  // The inspection creates a folder, with a login, on the hosts.
  savePostState({ slug, runId, environment: fleet.environment, switchValues: {} })
  const inspection = await connectAndInspect(job, ssh, ports)
  try {
    const seconds = ((clock.now() - start) / 1000).toFixed(1)
    const count = `${inspection.inspected.length} of ${fleet.hosts.length} hosts`
    runner.log(`Inspected ${count} (${seconds} s)`)
    const { result, error } = await act(inputs, job, inspection, ports)
    report(result)
    return error
  } finally {
    await inspection.close()
  }
}

async function act(
  inputs: DeployInputs,
  job: Job,
  inspection: Inspection,
  ports: Ports,
): Promise<RunResult> {
  const { action } = inputs
  const errors = [...inspection.errors.values()].flat()
  if (action === 'status' || action === 'unlock') {
    if (inspection.lockHost) {
      const command = action === 'unlock' ? 'break' : 'show'
      ports.runner.annotate('notice', await lockStatus(inspection.lockHost, job, command))
    }
    // Hosts that can be inspected count as good, even if they lack what a deployment needs.
    const isIncomplete = inspection.inspected.length < job.fleet.hosts.length
    const error = isIncomplete ? combinedError(errors) : undefined
    return endWithoutChange(inputs, job, inspection, ports.runner, error)
  }
  if (errors.length > 0) {
    return endWithoutChange(inputs, job, inspection, ports.runner, combinedError(errors))
  }
  const warn = (message: string): void => ports.runner.annotate('warning', message)
  const deployPorts = {
    ...ports,
    log: ports.runner.log,
    show: ports.runner.group,
    openGroup: ports.runner.openGroup,
    warn,
    savePostState: postStateSaver(ports.runner),
    owner: [...ports.owner, `${action} ${inputs.tag}`.trim()],
  }
  if (action === 'upgrade-proxy') {
    const done = await upgradeProxies(inspection, job, inputs, deployPorts)
    const result = upgradeResult(inputs, job.fleet, inspection.inspected, done)
    return { result, error: done.error }
  }
  for (const line of proxyWarnings(inspection, job)) warn(line)
  const deployment = await deploy(inspection, job, inputs, deployPorts)
  reportUnconfigured(deployment, inputs.prune, ports.runner)
  return {
    result: deploymentResult(inputs, job.fleet, deployment),
    error: deployment.error,
  }
}

/** Returns what is configured for the proxies and not changed by a deployment. */
function proxyWarnings({ inspected }: Inspection, { action, fleet, slug }: Job): string[] {
  const outdated = outdatedProxies(inspected, fleet.proxy)
  const kept = action === 'deploy' ? keptRoutes(inspected, slug) : []
  return [...(outdated === undefined ? [] : [outdated]), ...kept]
}

async function endWithoutChange(
  inputs: DeployInputs,
  job: Job,
  inspection: Inspection,
  runner: Runner,
  error: UserError | undefined,
): Promise<RunResult> {
  await removeRunFolders(inspection.inspected, job)
  postStateSaver(runner)(undefined)
  return { result: inspectionResult(inputs, job.fleet, inspection, error), error }
}

function reportUnconfigured({ plans, error }: Deployment, prune: boolean, runner: Runner): void {
  for (const { host, unconfigured } of plans) {
    if (unconfigured.length === 0) continue
    const names = list(unconfigured.map(({ name }) => name))
    const problem = `${host.name} has containers of services that are not configured for it: ${names}`
    if (prune) {
      if (error === undefined) runner.log(`${problem}; they are removed`)
    } else runner.annotate('warning', `${problem}; "prune: true" removes them`)
  }
}
