// A promotion: look, choose, deploy, compare; and whatever comes of it.
import { containersOf } from '../../../kit/dokku/app.ts'
import { waitOnce, waitUnlocked } from '../../../kit/dokku/lock.ts'
import type { DeployPorts, Server } from '../../../kit/dokku/place.ts'
import { prove, proveRunning } from '../../../kit/dokku/proof.ts'
import { UserError } from '../../../kit/errors.ts'
import type { DigestOf } from '../../../kit/registry-digest.ts'
import { quote } from '../../../kit/safe-text.ts'
import { settle, wayBack } from './back.ts'
import { byCommit, hasCommit } from './by-commit.ts'
import { byImage, comparison } from './by-image.ts'
import type { PromoteInputs } from './inputs.ts'
import { type Looked, look } from './look.ts'
import { type Choice, chosen, inRegistry } from './method.ts'
import type { Plan, Result } from './result.ts'
import { isThere } from './same.ts'

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

async function assertRuns(
  { from }: PromoteInputs,
  { dokku }: Server,
  ports: PromotePorts,
): Promise<void> {
  const { clock, get, cancel: signal } = ports
  const { trouble } = await proveRunning(dokku, from, { clock, get, signal })
  if (trouble)
    throw new UserError(
      'from-not-running',
      `${quote(from)}: ${trouble.sentence}; what does not run is not promoted`,
    )
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

async function planned(
  server: Server,
  { to: name }: PromoteInputs,
  looked: Looked,
  choice: Choice,
): Promise<Plan> {
  const { found, to, kept, sha } = looked
  const { method, reference, because } = choice
  const there =
    method === 'commit'
      ? await hasCommit(server, name, looked)
      : isThere(found.containers, to.containers, reference)
  const [one] = to.containers
  const previous = to.source?.what || kept || (one?.madeFrom[0] ?? one?.reference ?? '')
  const way = wayBack(to, kept)
  return {
    method,
    image: reference,
    'from-sha': sha,
    previous,
    there,
    'can-go-back': way !== undefined,
    because,
  }
}

function tellPlan(
  { to, from, smoke, 'on-failure': onFailure }: PromoteInputs,
  plan: Plan,
  { log, warn }: PromotePorts,
): void {
  const { method, image, there } = plan
  if (there) {
    log(`${to} has it already: ${image || plan['from-sha']}`)
    return
  }
  log(
    method === 'commit'
      ? `${to}: the same commit is built again, so that the image is another one`
      : `${to}: gets ${image}`,
  )
  if (method !== 'commit' && !smoke)
    warn(
      `The checks in the app.json of ${quote(from)} don't come along with its image: "smoke" can say what ${quote(to)} must answer`,
    )
  if (method === 'image' && !inRegistry(image))
    warn(
      `The next deployment of ${quote(from)} takes ${quote(image)} away from the server: it can't be gone back to later. With "dokku registry:set ${from} push-on-release true" it stays`,
    )
  if (onFailure === 'rollback' && !plan['can-go-back'] && plan.previous !== '')
    warn(`${quote(to)} can't go back to ${quote(plan.previous)}: that image has no name of its own`)
}
