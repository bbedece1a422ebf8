// A promotion: inspects both apps, chooses a method, deploys, and verifies what runs.

import { UserError } from '../../../kit/action/user-error.ts'
import { appUrl } from '../../../kit/dokku/app.ts'
import { isWaitedFor } from '../../../kit/dokku/build-records.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import { assertHealthy } from '../../../kit/dokku/health-check.ts'
import type { DeployedApp } from '../../../kit/dokku/push-app.ts'
import { waitOnce, waitUnlocked } from '../../../kit/dokku/wait-unlocked.ts'
import { assertSourceRuns, assertSourceUnchanged } from './check-source.ts'
import { verifySameImage } from './compare-images.ts'
import { findMethod } from './find-method.ts'
import { type Inspection, inspectApps } from './inspect.ts'
import type { MethodChoice } from './method.ts'
import { type Plan, planOf } from './plan.ts'
import { describePlan, planWarnings } from './plan-messages.ts'
import { type Branch, hasCommit, promoteCommit, targetBranch } from './promote-commit.ts'
import { promoteImage } from './promote-image.ts'
import type { Promotion } from './promotion.ts'
import { recover } from './recover.ts'

/** Milliseconds to wait for another deployment of `to`. */
const LOCK_WAIT = 900_000

/** Promotes. Fills in the result, including the error: no UserError is thrown. */
export async function promote(promotion: Promotion): Promise<void> {
  const { inputs, ports, result } = promotion
  const deadline = ports.clock.now() + LOCK_WAIT
  let inspection: Inspection | undefined
  try {
    inspection = await inspectUnlocked(promotion, deadline)
    while (!(await attempt(promotion, inspection))) {
      await waitOnce(inputs.to, deadline, ports)
      inspection = await inspectUnlocked(promotion, deadline)
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    result.error = inspection ? await recover(promotion, inspection, error) : error
  }
}

async function inspectUnlocked(
  { inputs, server, ports }: Promotion,
  deadline: number,
): Promise<Inspection> {
  const inspection = await inspectApps(inputs, server)
  const { lock } = inspection.to
  if (inputs['dry-run']) return inspection
  await waitUnlocked(server.dokku, inputs.to, deadline, ports, lock)
  return isWaitedFor(lock) ? inspectApps(inputs, server) : inspection
}

/** Tries to promote. Returns false if another deployment came first. */
async function attempt(promotion: Promotion, inspection: Inspection): Promise<boolean> {
  const { inputs, server, ports, result } = promotion
  const { from, to } = inputs
  const { fromContainers } = inspection
  await assertSourceRuns(server.dokku, from, fromContainers, ports)
  const choice = await findMethod(inputs, inspection, ports)
  const branch = choice.method === 'commit' ? await targetBranch(server, to) : undefined
  const plan = await makePlan(promotion, inspection, choice, branch)
  result.plan = plan
  result.sha = inspection.sha
  result.method = choice.method
  result.image = choice.reference
  result.previous = plan.previous
  for (const line of [...choice.because, describePlan(to, plan)]) ports.log(line)
  for (const warning of planWarnings(inputs, plan)) ports.warn(warning)
  // A deployment prints it.
  if (plan.there || inputs['dry-run']) result.url = await appUrl(server.dokku, to)
  if (inputs['dry-run']) return true
  let { containers } = inspection.to
  if (!plan.there) {
    const deployed = await deploy(promotion, inspection, choice, branch)
    if (!deployed) return false
    result.url = deployed.url
    containers = deployed.containers
  }
  await verify(promotion, inspection, choice, containers)
  return true
}

async function makePlan(
  { inputs, server }: Pick<Promotion, 'inputs' | 'server'>,
  { source, madeAt, sha, to }: Inspection,
  choice: MethodChoice,
  branch: Branch | undefined,
): Promise<Plan> {
  const isCommitThere =
    branch !== undefined && (await hasCommit(server, inputs.to, to, branch, source.commit))
  const toCommit = to.commit
  const facts = { from: source.containers, madeAt, sha, to, toCommit, hasCommit: isCommitThere }
  return planOf(choice, facts)
}

/** Deploys by the chosen method. Returns undefined if another deployment came first. */
async function deploy(
  { inputs, server, ports }: Promotion,
  inspection: Inspection,
  { method, reference }: MethodChoice,
  branch: Branch | undefined,
): Promise<DeployedApp | undefined> {
  const { from, to } = inputs
  if (ports.cancel.aborted) throw new UserError('cancelled', 'The run was cancelled')
  if (branch) return promoteCommit(server, { from, to }, inspection, branch, ports)
  const { dokku } = server
  await assertSourceUnchanged(dokku, from, inspection, method)
  return promoteImage(dokku, to, inspection.to.containers, reference, ports)
}

/** Verifies that `to` runs the image of `from`, and that it is healthy. `now` is what runs there. Throws a UserError. */
async function verify(
  { inputs, server, ports, result }: Promotion,
  { source, to }: Inspection,
  { method, reference }: MethodChoice,
  now: readonly Container[],
): Promise<void> {
  const { to: name, smoke } = inputs
  if (method !== 'commit')
    result.sameImage = verifySameImage(name, source.containers, now, reference)
  const checked = { name, url: result.url, smoke, before: to.containers, now }
  result.running = await assertHealthy(server.dokku, checked, ports)
}
