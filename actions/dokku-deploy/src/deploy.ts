// A deployment: inspects the app, waits for its lock, sets variables, pushes, and checks that the app runs.

import { UserError } from '../../../kit/action/user-error.ts'
import { appUrl, deployBranch } from '../../../kit/dokku/app.ts'
import { isWaitedFor } from '../../../kit/dokku/build-records.ts'
import { assertHealthy } from '../../../kit/dokku/health-check.ts'
import type { DeployPorts } from '../../../kit/dokku/ports.ts'
import { type DeployedApp, pushApp } from '../../../kit/dokku/push-app.ts'
import { waitOnce, waitUnlocked } from '../../../kit/dokku/wait-unlocked.ts'
import { list } from '../../../kit/text/escape.ts'
import { setConfig } from './app-config.ts'
import type { Deployment } from './deployment.ts'
import { describePlan } from './describe-plan.ts'
import type { DeployInputs } from './inputs.ts'
import { type DeployTarget, type Inspection, inspectApp } from './inspect.ts'
import { type Plan, type PlannedPush, planOf } from './plan.ts'
import { recover } from './recover.ts'
import type { DeployResult } from './result.ts'

/** Deploys. Fills in the result, including the error: no UserError is thrown. */
export async function deploy(
  inputs: DeployInputs,
  target: DeployTarget,
  ports: DeployPorts,
  result: DeployResult,
): Promise<void> {
  const initial = { changes: new Map(), isConfigSet: false, pushed: undefined }
  const deployment: Deployment = { inputs, target, ports, result, ...initial }
  const deadline = ports.clock.now() + inputs['lock-wait']
  try {
    while (!(await attempt(deployment, deadline))) await waitOnce(inputs.app, deadline, ports)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    result.error = await recover(deployment, error)
  }
}

/** Tries to deploy. Returns false if another deployment came first. */
async function attempt(deployment: Deployment, deadline: number): Promise<boolean> {
  const { inputs, target, ports, result } = deployment
  const inspection = await inspectUnlocked(deployment, deadline)
  deployment.changes = new Map([...inspection.changes, ...deployment.changes])
  const plan = makePlan(deployment, inspection)
  result.plan = plan
  result.previous = inspection.tip.commit
  for (const line of describePlan(inputs.app, plan)) ports.log(line)
  const { app, smoke } = inputs
  const before = inspection.app?.containers ?? []
  if (inspection.app && !(plan.push && !inputs['dry-run']))
    result.url = await appUrl(target.dokku, app)
  if (inputs['dry-run']) return true
  let now = before
  if (plan.push) {
    const deployed = await push(deployment, plan, plan.push, inspection)
    if (!deployed) return false
    now = deployed.containers
  } else result.pushed = inspection.tip.commit
  const checked = { name: app, url: result.url, smoke, before, now }
  result.running = await assertHealthy(target.dokku, checked, ports)
  return true
}

async function inspectUnlocked(
  { inputs, target, ports }: Deployment,
  deadline: number,
): Promise<Inspection> {
  const inspection = await inspectApp(inputs, target)
  const { app } = inspection
  if (!app || inputs['dry-run']) return inspection
  await waitUnlocked(target.dokku, inputs.app, deadline, ports, app.lock)
  return isWaitedFor(app.lock) ? inspectApp(inputs, target) : inspection
}

function makePlan({ target, changes }: Deployment, { app, tip, isDescendant }: Inspection): Plan {
  const { source, tree, contents } = target
  const settings = [...changes.keys()]
  return planOf({ app, tip, source: { ...source, tree, isDescendant }, settings, contents })
}

/** Sets the variables and pushes. Returns undefined if another deployment came first. */
async function push(
  deployment: Deployment,
  plan: Plan,
  planned: PlannedPush,
  inspection: Inspection,
): Promise<DeployedApp | undefined> {
  const { inputs, target, ports, result } = deployment
  const { app, timeout } = inputs
  const branch = await prepareApp(deployment, plan)
  const commit = await commitFor(planned, target)
  const tip = inspection.tip.commit
  const containers = inspection.app?.containers ?? []
  deployment.pushed = { branch, commit, before: inspection }
  const change = { app, branch, commit, tip, containers }
  const deployed = await pushApp(target, change, timeout, ports)
  if (!deployed) {
    deployment.pushed = undefined
    return undefined
  }
  result.url = deployed.url
  result.pushed = commit
  return deployed
}

/** Creates the app and sets its variables, where planned. Returns its branch: the server may have another default for new apps. */
async function prepareApp(deployment: Deployment, plan: Plan): Promise<string> {
  const { inputs, target, ports, changes } = deployment
  const { app } = inputs
  if (ports.cancel.aborted) throw new UserError('cancelled', 'The run was cancelled')
  if (plan.create) {
    await target.dokku.ask(['apps:create', app])
    ports.log(`Created the app ${app}`)
  }
  if (changes.size > 0) {
    deployment.isConfigSet = true
    await setConfig(target.dokku, app, changes)
    ports.log(`Set ${list([...changes.keys()])} without a restart`)
  }
  return plan.create ? deployBranch(target.dokku, app) : plan.branch
}

async function commitFor(
  planned: PlannedPush,
  { repository, source }: DeployTarget,
): Promise<string> {
  if (planned.as === 'commit') return planned.commit
  const { commit, time } = source
  const message = `Deploy ${commit.slice(0, 12)}\n\nSource-Commit: ${commit}\n`
  return repository.commit({ ...planned, time, message })
}
