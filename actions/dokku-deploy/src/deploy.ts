// A deployment: look, wait, set, push, prove; and whatever comes of it.

import { UserError } from '../../../kit/action/user-error.ts'
import { branchOf } from '../../../kit/dokku/app.ts'
import { prove } from '../../../kit/dokku/health-check.ts'
import type { DeployPorts } from '../../../kit/dokku/ports.ts'
import { pushApp } from '../../../kit/dokku/push-app.ts'
import { waitOnce, waitUnlocked } from '../../../kit/dokku/wait-unlocked.ts'
import { list } from '../../../kit/text/escape.ts'
import { setSettings } from './app-config.ts'
import type { DeployInputs } from './inputs.ts'
import { type Looked, look, type Place } from './inspect.ts'
import type { Job } from './job.ts'
import { type Plan, type Push, planOf } from './plan.ts'
import { settle } from './recover.ts'
import type { Result } from './result.ts'

/** Deploys, and writes into the result what came of it. Never throws a UserError: it is in the result. */
export async function deploy(
  inputs: DeployInputs,
  place: Place,
  ports: DeployPorts,
  result: Result,
): Promise<void> {
  const unset = { settings: new Map(), areSet: false, pushed: undefined }
  const job: Job = { inputs, place, ports, result, ...unset }
  const { clock, cancel: signal } = ports
  const until = clock.now() + inputs['lock-wait']
  try {
    while (await attempt(job, until)) await waitOnce(inputs.app, until, { clock, signal })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    result.error = error
    await settle(job, error)
  }
}

/** Tries once. Returns whether it is to be tried again: another deployment came first. */
async function attempt(job: Job, until: number): Promise<boolean> {
  const { inputs, place, ports, result } = job
  const looked = await lookUnlocked(job, until)
  job.settings = new Map([...looked.changes, ...job.settings])
  const plan = plannedFor(job, looked)
  Object.assign(result, { plan, url: looked.app?.url ?? '', previous: looked.tip.commit })
  ports.log(planLine(inputs.app, plan))
  if (inputs['dry-run']) return false
  const { app, timeout, smoke } = inputs
  if (plan.push) {
    const branch = await makeReady(job, plan)
    const commit = await commitOf(plan.push, place)
    const [tip, containers] = [looked.tip.commit, looked.app?.containers ?? []]
    job.pushed = { branch, commit, before: looked }
    const facts = await pushApp(place, { app, branch, commit, tip, containers }, timeout, ports)
    if (!facts) job.pushed = undefined
    if (!facts) return true
    Object.assign(result, { url: facts.url, pushed: commit, changed: true })
  } else result.pushed = looked.tip.commit
  result.serves = await prove(place.dokku, app, result.url, smoke, ports)
  return false
}

async function lookUnlocked({ inputs, place, ports }: Job, until: number): Promise<Looked> {
  const { clock, log, cancel: signal } = ports
  const looked = await look(inputs, place)
  if (!looked.app?.locked || inputs['dry-run']) return looked
  await waitUnlocked(place.dokku, inputs.app, until, { clock, log, signal })
  return look(inputs, place)
}

function plannedFor({ place, settings }: Job, { app, tip, isAfter }: Looked): Plan {
  const { source, tree } = place
  return planOf({ app, tip, source: { ...source, tree, isAfter }, settings: [...settings.keys()] })
}

function planLine(app: string, { push, because }: Plan): string {
  if (!push) return `${app}: nothing to push, ${because}`
  const what = push.as === 'commit' ? push.commit : `a commit made of the tree ${push.tree}`
  return `${app}: push ${what} (${because})`
}

/** What has to be there before the push. Returns the branch to push to: a server may have another one for its new apps. */
async function makeReady(job: Job, plan: Plan): Promise<string> {
  const { place, ports, settings } = job
  const { app } = job.inputs
  if (ports.cancel.aborted) throw new UserError('cancelled', 'The run was cancelled')
  if (plan.create) {
    await place.dokku.ask(['apps:create', app])
    ports.log(`Made the app ${app}`)
  }
  if (settings.size > 0) {
    job.areSet = true
    await setSettings(place.dokku, app, settings)
    ports.log(`Set ${list([...settings.keys()])}, without a restart`)
  }
  return plan.create ? branchOf(place.dokku, app) : plan.branch
}

async function commitOf(push: Push, { repository, source }: Place): Promise<string> {
  if (push.as === 'commit') return push.commit
  const { commit, time } = source
  const message = `Deploy ${commit.slice(0, 12)}\n\nSource-Commit: ${commit}\n`
  return repository.commit({ ...push, time, message })
}
