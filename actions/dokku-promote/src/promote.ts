// A promotion: inspects both apps, chooses a method, deploys, and verifies what runs.

import { UserError } from '../../../kit/action/user-error.ts'
import { appContainers } from '../../../kit/dokku/app.ts'
import { isWaitedFor } from '../../../kit/dokku/build-records.ts'
import { assertHealthy } from '../../../kit/dokku/health-check.ts'
import type { DeployedApp } from '../../../kit/dokku/push-app.ts'
import { waitOnce, waitUnlocked } from '../../../kit/dokku/wait-unlocked.ts'
import { quote } from '../../../kit/text/escape.ts'
import { assertSourceRuns, assertSourceUnchanged } from './check-source.ts'
import { promotedName, verifySameImage } from './compare-images.ts'
import { isImmutable, repositoryOf } from './image-names.ts'
import { type Inspection, inspectApps } from './inspect.ts'
import { chooseMethod, type MethodChoice } from './method.ts'
import { type Plan, planOf } from './plan.ts'
import { describePlan, planWarnings } from './plan-messages.ts'
import { hasCommit, promoteCommit } from './promote-commit.ts'
import { promoteImage } from './promote-image.ts'
import type { PromotePorts, Promotion } from './promotion.ts'
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
  if (!isWaitedFor(lock)) return inspection
  return inspectApps(inputs, server)
}

/** Tries to promote. Returns false if another deployment came first. */
async function attempt(promotion: Promotion, inspection: Inspection): Promise<boolean> {
  const { inputs, server, ports, result } = promotion
  const { to, smoke } = inputs
  await assertSourceRuns(server.dokku, inputs.from, ports)
  const choice = await choose(promotion, inspection)
  const plan = await makePlan(promotion, inspection, choice)
  result.plan = plan
  result.sha = inspection.sha
  result.method = choice.method
  result.image = choice.reference
  result.url = inspection.to.url
  result.previous = plan.previous
  for (const line of [...choice.because, describePlan(to, plan)]) ports.log(line)
  for (const warning of planWarnings(inputs, plan)) ports.warn(warning)
  if (inputs['dry-run']) return true
  if (!plan.there) {
    const facts = await deploy(promotion, inspection, choice)
    if (!facts) return false
    result.changed = true
    result.url = facts.url
  }
  if (choice.method !== 'commit') {
    const after = await appContainers(server.dokku, to)
    const { containers } = inspection.source
    result.sameImage = verifySameImage(to, containers, after, choice.reference)
  }
  const checked = { name: to, url: result.url, smoke, before: inspection.to.containers }
  result.running = await assertHealthy(server.dokku, checked, ports)
  return true
}

/** Chooses the method. An image in a registry is named by its digest, if the registry reports it. */
async function choose(
  { inputs, ports }: Pick<Promotion, 'inputs' | 'ports'>,
  { source, madeAt, to }: Inspection,
): Promise<MethodChoice> {
  const { containers } = source
  const isPinned = to.containers.some(({ madeFrom }) => madeFrom.some((name) => name.includes('@')))
  const pinned = isPinned ? await pinnedName(containers[0]?.reference ?? '', ports) : undefined
  const promoted = promotedName(containers, to.containers, madeAt, pinned)
  const choice = chooseMethod(inputs.method, source, promoted)
  if ('problem' in choice)
    throw new UserError(choice.reason, `${quote(inputs.from)}: ${choice.problem}`)
  const { method, reference } = choice
  if (method !== 'registry' || reference.includes('@') || promoted !== undefined) return choice
  const digest = pinned ?? (await pinnedName(reference, ports))
  if (digest !== undefined) return { ...choice, reference: digest }
  ports.log(
    `The registry does not report the digest to this runner; using ${reference}, whose number Dokku never reuses`,
  )
  return choice
}

/** Returns the name of an image by its digest; undefined if it is in no registry that reports it. */
async function pinnedName(
  reference: string,
  { digestOf }: Pick<PromotePorts, 'digestOf'>,
): Promise<string | undefined> {
  if (!isImmutable(reference) || reference.includes('@')) return undefined
  const digest = await digestOf(reference)
  return digest === undefined ? undefined : `${repositoryOf(reference)}@${digest}`
}

async function makePlan(
  { inputs, server }: Pick<Promotion, 'inputs' | 'server'>,
  { source, madeAt, sha, to, toTip, toCommit }: Inspection,
  choice: MethodChoice,
): Promise<Plan> {
  const isCommitThere =
    choice.method === 'commit' &&
    (await hasCommit(server.repository, inputs.to, to, toTip, source.commit))
  const facts = { from: source.containers, madeAt, sha, to, toCommit, hasCommit: isCommitThere }
  return planOf(choice, facts)
}

/** Deploys by the chosen method. Returns undefined if another deployment came first. */
async function deploy(
  { inputs, server, ports }: Promotion,
  inspection: Inspection,
  { method, reference }: MethodChoice,
): Promise<DeployedApp | undefined> {
  const { from, to } = inputs
  if (ports.cancel.aborted) throw new UserError('cancelled', 'The run was cancelled')
  if (method === 'commit') return promoteCommit(server, from, to, inspection, ports)
  const { dokku } = server
  await assertSourceUnchanged(dokku, from, inspection.fromContainers, method)
  return promoteImage(dokku, to, inspection.to.containers, reference, ports)
}
