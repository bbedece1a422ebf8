// Runs the step: reads the configuration, connects to the hosts, does what the inputs ask for, and reports the result.

import type { Runner } from '../../../kit/action/runner.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import type { Fleet } from './config/fleet.ts'
import { loadFleet } from './config/load-fleet.ts'
import { dryRunLines } from './dry-run-lines.ts'
import { runTasks } from './fabfile/run-tasks.ts'
import { openSshFor } from './host/connect.ts'
import type { DeployInputs } from './inputs.ts'
import { jobOf } from './job.ts'
import { outputsOf } from './outputs.ts'
import { performAction } from './perform-action.ts'
import type { Ports } from './ports.ts'
import { restoreHosts } from './post/restore.ts'
import type { PostState } from './post/state.ts'
import { resultSentence, summary, tableLines } from './report.ts'
import { routeLines } from './report-proxy.ts'
import type { Result } from './result.ts'

/** The warning of a cancelled step that has no time left for the rollback. */
export const POST_STEP_CONTINUES =
  'Cancelled before the rollback finished; the post step continues it'

/** Runs the step. Throws a UserError on failure; the outputs are set in either case. */
export async function deployAndReport(inputs: DeployInputs, ports: Ports): Promise<void> {
  let error: UserError | undefined
  try {
    error = await run(inputs, ports)
  } catch (thrown) {
    if (thrown instanceof UserError)
      ports.runner.outputs({ reason: thrown.reason, changed: 'false', hosts: '[]' })
    throw thrown
  }
  if (error) throw error
}

/** Runs the post step: restores the hosts if the run ended early. */
export async function runPostStep(
  inputs: DeployInputs,
  ports: Ports,
  savedState: string,
): Promise<void> {
  const state = JSON.parse(savedState) as PostState
  // The inputs of the run itself were checked already.
  const unchecked = { ...inputs, action: 'status', tasks: '', prune: false } as const
  const fleet = loadFleet(unchecked, ports.configFile)
  await using ssh = await openSshFor(fleet, ports.ssh, ports.runner.log)
  await restoreHosts(state, fleet, ssh, ports)
}

/** Returns the error that the step fails with. Throws a UserError if there is no result to report. */
async function run(inputs: DeployInputs, ports: Ports): Promise<UserError | undefined> {
  const { runner } = ports
  const fleet = loadFleet(inputs, ports.configFile)
  logUnusedServices(fleet, runner)
  const job = jobOf(inputs, fleet, ports.runId)
  await using ssh = await openSshFor(fleet, ports.ssh, runner.log)
  const reportResult = (result: Result): void => report(inputs['dry-run'], result, runner)
  if (inputs.tasks.trim() === '') return await performAction(inputs, job, ssh, ports, reportResult)
  const { result, error } = await runTasks(inputs, job, ssh, ports)
  reportResult(result)
  return error
}

function logUnusedServices({ hosts, services }: Fleet, { log }: Runner): void {
  for (const { name } of services) {
    if (hosts.every((host) => host.services.every((one) => one.name !== name)))
      log(`${name} does not run here: no host has one of its roles`)
  }
}

/** Logs the result, sets the outputs, and writes the summary. */
function report(isDryRun: boolean, result: Result, runner: Runner): void {
  for (const line of isDryRun ? dryRunLines(result.plan) : []) runner.log(line)
  runner.group('Hosts', tableLines(result))
  const routes = routeLines(result)
  if (routes.length > 0) runner.group('Routes', routes)
  runner.log(resultSentence(result))
  runner.outputs(outputsOf(result))
  runner.summary(summary(result))
}
