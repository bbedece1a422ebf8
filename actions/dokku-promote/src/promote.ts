// A promotion: look, choose, deploy, compare; and whatever comes of it.

import { UserError } from '../../../kit/action/user-error.ts'
import { containersOf } from '../../../kit/dokku/app.ts'
import { prove } from '../../../kit/dokku/health-check.ts'
import type { DeployPorts, Server } from '../../../kit/dokku/ports.ts'
import { waitOnce, waitUnlocked } from '../../../kit/dokku/wait-unlocked.ts'
import { quote } from '../../../kit/text/escape.ts'
import type { DigestOf } from './adapters/registry-digest.ts'
import { assertRuns, assertStill } from './check-source.ts'
import type { PromoteInputs } from './inputs.ts'
import { type Looked, look } from './inspect.ts'
import { type Choice, chosen } from './method.ts'
import { byCommit } from './promote-commit.ts'
import { byImage, comparison } from './promote-image.ts'
import { settle } from './recover.ts'
import type { Result } from './result.ts'
import { planned, tellPlan } from './show-plan.ts'

export type PromotePorts = DeployPorts & {
  readonly warn: (message: string) => void
  readonly digestOf: DigestOf
}

/** How long another deployment of `to` is waited for: milliseconds. */
const LOCK_WAIT = 900_000

/** Promotes, and writes into the result what came of it. Never throws a UserError: it is in the result. */
export async function promote(
  inputs: PromoteInputs,
  server: Server,
  ports: PromotePorts,
  result: Result,
): Promise<void> {
  const { clock, cancel: signal } = ports
  const until = clock.now() + LOCK_WAIT
  let looked: Looked | undefined
  try {
    looked = await looking(inputs, server, ports, until)
    while (await attempt(inputs, server, ports, result, looked)) {
      await waitOnce(inputs.to, until, { clock, signal })
      looked = await looking(inputs, server, ports, until)
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    result.error = error
    if (looked && !inputs['dry-run']) await settle(inputs, server, ports, result, looked, error)
  }
}

async function looking(
  inputs: PromoteInputs,
  server: Server,
  ports: PromotePorts,
  until: number,
): Promise<Looked> {
  const { clock, log, cancel: signal } = ports
  const looked = await look(inputs, server)
  if (!looked.to.locked || inputs['dry-run']) return looked
  await waitUnlocked(server.dokku, inputs.to, until, { clock, log, signal })
  return look(inputs, server)
}

/** Tries once. Returns whether it is to be tried again: another deployment came first. */
async function attempt(
  inputs: PromoteInputs,
  server: Server,
  ports: PromotePorts,
  result: Result,
  looked: Looked,
): Promise<boolean> {
  const { from: name, to, smoke } = inputs
  const { dokku } = server
  await assertRuns(inputs, server, ports)
  const choice = await choose(inputs, looked, ports)
  const { method, reference } = choice
  const plan = await planned(server, inputs, looked, choice)
  const { sha } = looked
  Object.assign(result, {
    plan,
    sha,
    method,
    image: reference,
    url: looked.to.url,
    previous: plan.previous,
  })
  for (const line of choice.because) ports.log(line)
  tellPlan(inputs, plan, ports)
  if (inputs['dry-run']) return false
  if (!plan.there) {
    if (ports.cancel.aborted) throw new UserError('cancelled', 'The run was cancelled')
    if (method !== 'commit') await assertStill(name, dokku, looked, method)
    const way = { server, to, looked, reference }
    const facts = method === 'commit' ? await byCommit(way, name, ports) : await byImage(way, ports)
    if (!facts) return true
    Object.assign(result, { changed: true, url: facts.url })
  }
  if (method !== 'commit') {
    const after = await containersOf(dokku, to)
    result.sameImage = comparison(to, looked.found.containers, after, reference)
  }
  result.serves = await prove(dokku, to, result.url, smoke, ports)
  return false
}

/** Chooses the way. An image in a registry is named by its digest where the registry tells that. */
async function choose(
  { method, from }: PromoteInputs,
  { found }: Looked,
  { digestOf, log }: PromotePorts,
): Promise<Choice> {
  const choice = chosen(method, found)
  if ('problem' in choice) throw new UserError(choice.reason, `${quote(from)}: ${choice.problem}`)
  if (choice.method !== 'registry' || choice.reference.includes('@')) return choice
  const digest = await digestOf(choice.reference)
  if (digest !== undefined)
    return { ...choice, reference: `${choice.reference.replace(/:[^:/]+$/, '')}@${digest}` }
  log(
    `The registry does not tell its digest from here: ${choice.reference} is taken, a number that Dokku gives once`,
  )
  return choice
}
