// After a failure: what the app is left with, and what was there before, where it is wanted back.

import { UserError } from '../../../kit/action/user-error.ts'
import { type AppFacts, factsOf } from '../../../kit/dokku/app.ts'
import { areAllNew, described, isHalf } from '../../../kit/dokku/containers.ts'
import { proveRunning } from '../../../kit/dokku/health-check.ts'
import { areOld, deployCommand, pushOnly } from '../../../kit/dokku/push-app.ts'
import type { Verdict } from '../../../kit/dokku/push-result.ts'
import { putSettingsBack } from './app-config.ts'
import type { Job, Pushed } from './job.ts'

/** Looks at what a failure left, puts things back, and says so in the result's error. Throws no UserError. */
export async function settle(job: Job, error: UserError): Promise<void> {
  const { result } = job
  try {
    const { reason, sentences } = await settled(job, error)
    result.error = new UserError(reason, [error.message, ...sentences].join('\n'))
  } catch (other) {
    if (!(other instanceof UserError)) throw other
    const reason = other.reason === 'not-restored' ? other.reason : error.reason
    result.error = new UserError(reason, `${error.message}\n${other.message}`)
  }
}

type Settled = { readonly reason: string; readonly sentences: readonly string[] }

/** Errors after which the server may still be at work. */
const OPEN = ['cancelled', 'timeout', 'cut']

async function settled(job: Job, { reason }: UserError): Promise<Settled> {
  const { inputs, place, ports, result, pushed: change } = job
  const { app } = inputs
  if (!change) return { reason, sentences: await settingsBack(job) }
  const [facts, heads] = await Promise.all([factsOf(place.dokku, app), place.repository.heads(app)])
  // What is at work now is the post part's to tell.
  if (OPEN.includes(reason) && facts.locked !== false) return { reason, sentences: [] }
  const tip = heads.get(change.branch) ?? ''
  const left = leftOf(change, facts, tip)
  Object.assign(result, { url: facts.url, pushed: tip })
  result.serves = described(facts.containers)
  result.changed = left.isLive || left.isHalf
  const named = left.isHalf ? 'half-deployed' : reason
  const serves = `What serves now: ${result.serves}`
  const isTouched = left.isHalf || left.isLive || reason === 'checks-failed'
  if (!isTouched) return { reason: named, sentences: [serves, ...(await settingsBack(job))] }
  const isWanted = inputs['on-failure'] === 'rollback' && !ports.cancel.aborted
  if (isWanted) return { reason: named, sentences: [serves, ...(await goBack(job, change, left))] }
  const told = left.isLive || left.isHalf ? [] : await settingsBack(job)
  return { reason: named, sentences: [serves, ...warnings(app, left, reason), ...told] }
}

type LeftBehind = {
  /** Old and new containers run together. */
  readonly isHalf: boolean
  /** What was pushed is what was deployed last, whatever git says. */
  readonly isLive: boolean
  readonly hasMoved: boolean
}

function leftOf({ before, commit }: Pushed, facts: AppFacts, tip: string): LeftBehind {
  const what = facts.source?.what ?? ''
  const [old, now] = [before.app?.containers ?? [], facts.containers]
  return {
    isHalf: isHalf(old, now),
    // A version that does not tell what it deployed has the commit also on a branch that it does not deploy.
    isLive: what === '' ? areAllNew(old, now) : what === commit && !areOld(old, now),
    hasMoved: tip === commit,
  }
}

function warnings(
  app: string,
  { isHalf: half, isLive, hasMoved }: LeftBehind,
  reason: string,
): string[] {
  if (half)
    return [
      `"dokku ps:rebuild ${app}" builds what was there before; "on-failure: rollback" does that by itself`,
    ]
  if (isLive && !hasMoved)
    return [
      'The new version is live, and the branch does not have it: the next push deploys it again',
    ]
  if (reason !== 'checks-failed') return []
  return [
    `dokku/${app}:latest is the image that failed: a restart would take it. "dokku ps:rebuild ${app}" heals that; "on-failure: rollback" does it by itself`,
  ]
}

/** Puts back the variables that were set. */
async function settingsBack({ inputs, place, settings, areSet }: Job): Promise<string[]> {
  if (!areSet) return []
  const { app } = inputs
  await putSettingsBack(place.dokku, app, settings)
  return ['The variables are as they were']
}

/** Deploys what was there before: what the server has stored, or, where that is the new version already, its files once more. */
async function goBack(job: Job, change: Pushed, left: LeftBehind): Promise<string[]> {
  const { inputs, place, ports, result } = job
  const { app } = inputs
  const { tip } = change.before
  if (tip.commit === '') return ['There was nothing before it that could come back']
  const back = await settingsBack(job)
  ports.log(`${app}: what was there before is deployed again`)
  const verdict = left.hasMoved ? await pushBefore(job, change) : await rebuild(job)
  const { clock, get, cancel: signal } = ports
  const { containers, trouble } = await proveRunning(place.dokku, app, { clock, get, signal })
  result.serves = described(containers)
  const wrong = verdict.reason === '' ? trouble?.sentence : verdict.sentence
  if (wrong !== undefined)
    throw new UserError(
      'not-restored',
      `What was there before could not be deployed again: ${wrong}`,
    )
  result.changed = false
  return [...back, `What was there before is deployed again: ${result.serves}`]
}

/** `dokku ps:rebuild`: builds what the branch has, and makes that image the latest one. */
async function rebuild(job: Job): Promise<Verdict> {
  const { app, timeout } = job.inputs
  return deployCommand(job.place, app, ['ps:rebuild', app], timeout, job.ports)
}

/** What was deployed before on top of what is there now: a fast-forward, without force. */
async function pushBefore(job: Job, { branch, commit: parent, before }: Pushed): Promise<Verdict> {
  const { inputs, place, ports, result } = job
  const { app, timeout } = inputs
  const { kind = '', what = '' } = before.app?.source ?? {}
  if (kind === 'docker-image')
    return deployCommand(place, app, ['git:from-image', app, what], timeout, ports)
  const { commit, tree } = before.tip
  const { time } = place.source
  const message = `Back to ${commit.slice(0, 12)}\n\nSource-Commit: ${commit}\n`
  const made = await place.repository.commit({ tree, parent, time, message })
  const verdict = await pushOnly(place, { app, branch, commit: made }, timeout, ports)
  if (verdict.reason === '') result.pushed = made
  return verdict
}
