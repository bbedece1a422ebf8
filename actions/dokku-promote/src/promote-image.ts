// The promotion of an image: Dokku makes the app of it, and what runs then is compared.

import { UserError } from '../../../kit/action/user-error.ts'
import { type AppFacts, factsOf } from '../../../kit/dokku/app.ts'
import { type Container, described, isHalf } from '../../../kit/dokku/containers.ts'
import { whatBecame } from '../../../kit/dokku/outcome.ts'
import type { DeployPorts, Server } from '../../../kit/dokku/ports.ts'
import { areOld, deployCommand } from '../../../kit/dokku/push-app.ts'
import type { Verdict } from '../../../kit/dokku/push-result.ts'
import { quote } from '../../../kit/text/escape.ts'
import { isMadeFrom, sameLayers } from './compare-images.ts'
import type { Looked } from './inspect.ts'
import { inRegistry } from './method.ts'

export type Way = {
  readonly server: Server
  readonly to: string
  readonly looked: Looked
  readonly reference: string
}

/** How long a deployment may take: milliseconds. */
export const TIMEOUT = 1_800_000

/** Deploys the image. Returns what the server has then, or undefined when another deployment was there first. */
export async function byImage(way: Way, ports: DeployPorts): Promise<AppFacts | undefined> {
  const { server, to, looked, reference } = way
  const before = looked.to.containers.map(({ id }) => id)
  ports.keep({ app: to, branch: '', commit: '', image: reference, before })
  const verdict = await imageVerdict(way, ports)
  if (!verdict.open) ports.keep(undefined)
  if (verdict.reason === 'locked') return undefined
  if (verdict.reason !== '')
    throw new UserError(verdict.reason, `${quote(to)}: ${verdict.sentence}`)
  const facts = await factsOf(server.dokku, to)
  const fail = (reason: string, why: string): never => {
    throw new UserError(reason, `${quote(to)}: ${why}: ${described(facts.containers)}`)
  }
  const old = looked.to.containers
  if (areOld(old, facts.containers)) fail('not-deployed', 'the containers are the old ones')
  if (isHalf(old, facts.containers)) fail('half-deployed', 'old and new containers run together')
  const what = facts.source?.what ?? ''
  // A rebuild leaves what is said of the source as it was, which may be older: the label is nearer to what runs.
  if (what !== '' && what !== reference && !isMadeFrom(facts.containers, reference))
    fail('not-deployed', `what was deployed last is ${quote(what)}`)
  return facts
}

async function imageVerdict(way: Way, ports: DeployPorts): Promise<Verdict> {
  const { server, to, reference } = way
  try {
    const verdict = await deployCommand(
      server,
      to,
      ['git:from-image', to, reference],
      TIMEOUT,
      ports,
    )
    if (verdict.reason !== 'no-change') return verdict
    // The text that Dokku keeps is the same; a rebuild asks anew what the name means.
    ports.log(`${to} was made of an image of this name before; it is built again`)
    return await deployCommand(server, to, ['ps:rebuild', to], TIMEOUT, ports)
  } catch (error) {
    if (!(error instanceof UserError) || error.reason !== 'unreachable') throw error
    return cutVerdict(way, ports, error.message)
  }
}

/** The connection broke, and the server goes on: waits for what comes of it. */
async function cutVerdict(
  { server, to, looked, reference }: Way,
  ports: DeployPorts,
  said: string,
): Promise<Verdict> {
  const { clock, cancel: signal, log } = ports
  log(`${said}; waiting for what the server makes of it`)
  const isThere = async (): Promise<boolean> => {
    const { containers } = await factsOf(server.dokku, to)
    return isMadeFrom(containers, reference) && !areOld(looked.to.containers, containers)
  }
  const became = await whatBecame(server.dokku, to, isThere, clock.now() + TIMEOUT, {
    clock,
    signal,
  })
  if (became === 'deployed') return { reason: '', sentence: '', open: false }
  const open = became === 'unknown'
  const then = open ? 'nobody knows what became of it' : 'it was not deployed'
  return { reason: 'cut', sentence: `${said}; ${then}`, open }
}

/** Whether it is proved that both run the same image. Throws a UserError (`not-same-image`) where they don't. */
export function comparison(
  to: string,
  from: readonly Container[],
  after: readonly Container[],
  reference: string,
): boolean {
  const layers = sameLayers(from, after)
  const isLabelled = after.some(({ madeFrom }) => madeFrom.length > 0)
  const isNamed = isMadeFrom(after, reference)
  if (layers === false || (isLabelled && !isNamed))
    throw new UserError(
      'not-same-image',
      `${quote(to)} runs another image than the one that was promoted: ${described(after)}`,
    )
  return layers === true || (isNamed && inRegistry(reference))
}
