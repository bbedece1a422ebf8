// After a failure: what the app is left with, and what was there before, where it is wanted back.

import { UserError } from '../../../kit/action/user-error.ts'
import { type AppFacts, factsOf } from '../../../kit/dokku/app.ts'
import { described, isHalf } from '../../../kit/dokku/containers.ts'
import { proveRunning } from '../../../kit/dokku/health-check.ts'
import type { DeployPorts, Server } from '../../../kit/dokku/ports.ts'
import { areOld, deployCommand, pushOnly } from '../../../kit/dokku/push-app.ts'
import type { Verdict } from '../../../kit/dokku/push-result.ts'
import { sameLayers } from './compare-images.ts'
import type { PromoteInputs } from './inputs.ts'
import type { Looked } from './inspect.ts'
import { isKept } from './method.ts'
import { TIMEOUT } from './promote-image.ts'
import type { Result } from './result.ts'

/** How an app gets back what it had: an image that a registry keeps, or the files of a commit. */
export type Back = { readonly image: string } | { readonly commit: string }

/** The way back; undefined for what has no name of its own, and for nothing. `commit` is what it runs, empty for an image. */
export function wayBack({ source, containers }: AppFacts, commit: string): Back | undefined {
  const one = containers.find(({ upcoming }) => !upcoming)
  const image = [one?.reference ?? '', source?.what ?? '', ...(one?.madeFrom ?? [])].find(isKept)
  if (image !== undefined) return { image }
  return commit === '' ? undefined : { commit }
}

/** Errors after which the server may still be at work, and errors from before anything was done. */
const OPEN = ['cancelled', 'timeout', 'cut']

const OTHER = 'its name means another image by now'

/** Looks at what a failure left, puts things back, and says so in the result's error. Throws no UserError. */
export async function settle(
  inputs: PromoteInputs,
  server: Server,
  ports: DeployPorts,
  result: Result,
  looked: Looked,
  error: UserError,
): Promise<void> {
  // Nothing was done that could have changed anything.
  if (!result.plan || result.plan.there) return
  try {
    const facts = await factsOf(server.dokku, inputs.to)
    if (OPEN.includes(error.reason) && facts.locked !== false) return
    result.serves = described(facts.containers)
    const now = `What serves now: ${result.serves}`
    const [before, after] = [looked.to.containers, facts.containers]
    // A container that failed its checks may be left, and has ended.
    const alive = after.filter(({ state }) => ['running', 'restarting'].includes(state))
    result.changed = alive.length > 0 && !areOld(before, alive)
    const reason = isHalf(before, after) ? 'half-deployed' : error.reason
    const isTouched = result.changed || error.reason === 'checks-failed'
    const isWanted = isTouched && inputs['on-failure'] === 'rollback' && !ports.cancel.aborted
    const sentences = isWanted
      ? await goBack(inputs, server, ports, result, looked)
      : warnings(inputs.to, reason)
    const all = [error.message, now, ...sentences]
    result.error = new UserError(reason, all.join('\n'))
  } catch (other) {
    if (!(other instanceof UserError)) throw other
    const reason = other.reason === 'not-restored' ? other.reason : error.reason
    result.error = new UserError(reason, `${error.message}\n${other.message}`)
  }
}

/** What the next command would make worse. */
function warnings(app: string, reason: string): string[] {
  if (!['checks-failed', 'half-deployed'].includes(reason)) return []
  return [
    `dokku/${app}:latest is the image that failed: a restart would take it. "on-failure: rollback" deploys what was there before, which heals that`,
  ]
}

async function goBack(
  { to }: PromoteInputs,
  server: Server,
  ports: DeployPorts,
  result: Result,
  looked: Looked,
): Promise<string[]> {
  const back = wayBack(looked.to, looked.kept)
  if (!back)
    return looked.to.containers.length === 0
      ? ['There was nothing before it that could come back', ...warnings(to, 'checks-failed')]
      : ['What was there before has no name of its own, and can\u2019t come back']
  ports.log(`${to}: what was there before is deployed again`)
  const { reason, sentence } =
    'image' in back
      ? await imageBack(server, to, back.image, ports)
      : await filesBack(server, to, looked.to.branch, back.commit, ports)
  const { clock, get, cancel: signal } = ports
  const { containers, trouble } = await proveRunning(server.dokku, to, { clock, get, signal })
  result.serves = described(containers)
  result.sameImage = false
  const isOther = 'image' in back && sameLayers(looked.to.containers, containers) === false
  const wrong = reason !== '' ? sentence : (trouble?.sentence ?? (isOther ? OTHER : undefined))
  if (wrong !== undefined)
    throw new UserError(
      'not-restored',
      `What was there before could not be deployed again: ${wrong}`,
    )
  result.changed = false
  return [`What was there before is deployed again: ${result.serves}`]
}

async function imageBack(
  server: Server,
  to: string,
  image: string,
  ports: DeployPorts,
): Promise<Verdict> {
  const verdict = await deployCommand(server, to, ['git:from-image', to, image], TIMEOUT, ports)
  if (verdict.reason !== 'no-change') return verdict
  return deployCommand(server, to, ['ps:rebuild', to], TIMEOUT, ports)
}

/** The files on top of what is there now: a fast-forward, without force. */
async function filesBack(
  server: Server,
  to: string,
  branch: string,
  kept: string,
  ports: DeployPorts,
): Promise<Verdict> {
  const { git, fetch, commit: make } = server.repository
  const parent = await fetch(to, branch)
  const tree = await git.ask(['rev-parse', `${kept}^{tree}`])
  const time = await git.ask(['show', '--no-patch', '--format=%ct', parent])
  const message = `Back to ${kept.slice(0, 12)}\n\nSource-Commit: ${kept}\n`
  const commit = await make({ tree, parent, message, time })
  return pushOnly(server, { app: to, branch, commit }, TIMEOUT, ports)
}
