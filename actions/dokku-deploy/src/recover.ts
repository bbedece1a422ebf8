// What happens after a failed deployment: finds out what is running, restores the variables, and restores the previous version if asked to.

import type { UserError } from '../../../kit/action/user-error.ts'
import { appContainers, appState, appUrl } from '../../../kit/dokku/app.ts'
import type { AppFacts } from '../../../kit/dokku/app-facts.ts'
import { areAllNew, areUnchanged, isHalfDeployed } from '../../../kit/dokku/container-changes.ts'
import { describeContainers } from '../../../kit/dokku/containers.ts'
import { leftBeside, leftOverAdvice } from '../../../kit/dokku/left-over.ts'
import { isDeploying } from '../../../kit/dokku/lock.ts'
import {
  isAgainstVersion,
  mayStillDeploy,
  NOT_AGAINST_VERSION,
  type Recovery,
  recoverFrom,
  STILL_DEPLOYING,
} from '../../../kit/dokku/recovery.ts'
import { restoreConfig } from './app-config.ts'
import type { Deployment, PushedCommit } from './deployment.ts'
import { restorePrevious } from './restore.ts'

/** Recovers from a failure as far as possible. Returns the error to report. */
export const recover = (deployment: Deployment, error: UserError): Promise<UserError> =>
  recoverFrom(error, () => recovery(deployment, error.reason))

async function recovery(deployment: Deployment, reason: string): Promise<Recovery> {
  const { inputs, target, ports, result, pushed } = deployment
  if (!pushed) return { reason, messages: await restoreVariables(deployment) }
  const { app } = inputs
  // What was verified already is over, also if the run was cancelled since.
  const isOpen = mayStillDeploy(reason) && !result.changed
  if (isOpen && (await isDeploying(target.dokku, app)) !== false)
    return { reason, messages: [STILL_DEPLOYING] }
  const facts = await factsAfter(deployment, reason)
  ports.savePostState(undefined)
  const heads = await target.repository.heads(app)
  const tip = heads.get(pushed.branch) ?? ''
  const state = stateAfter(pushed, facts, tip)
  result.pushed = tip
  result.running = describeContainers(facts.containers)
  result.changed = state.isLive || state.isHalf
  const messages = [`Running now: ${result.running}`]
  const left = leftBeside(pushed.before.app?.containers ?? [], facts.containers)
  const isAffected = result.changed || reason === 'checks-failed' || left.length > 0
  const isWanted = isAffected && inputs['on-failure'] === 'rollback' && !ports.cancel.aborted
  if (isWanted && !isAgainstVersion(reason)) messages.push(NOT_AGAINST_VERSION)
  else if (isWanted) {
    messages.push(...(await rollBack(deployment, pushed, state.hasMoved)))
  } else {
    messages.push(...leftOverAdvice(app, left), ...advice(app, state, reason))
    if (!result.changed) messages.push(...(await restoreVariables(deployment)))
  }
  return { reason: state.isHalf ? 'half-deployed' : reason, messages }
}

type FactsAfter = Pick<AppFacts, 'containers' | 'source'>

/** Asks what the app has after a failure. A cancelled run has little time for more. */
async function factsAfter(
  { inputs, target, ports, result }: Deployment,
  reason: string,
): Promise<FactsAfter> {
  const { dokku } = target
  const [state, containers] = await Promise.all([
    appState(dokku, inputs.app),
    appContainers(dokku, inputs.app),
  ])
  const isHurried = ports.cancel.aborted || mayStillDeploy(reason)
  if (result.url === '' && !isHurried) result.url = await appUrl(dokku, inputs.app)
  return { containers, source: state?.source }
}

type StateAfterFailure = {
  /** Old and new containers are running side by side. */
  readonly isHalf: boolean
  /** The pushed commit was deployed, whatever git reported. */
  readonly isLive: boolean
  /** The branch has the pushed commit. */
  readonly hasMoved: boolean
}

function stateAfter(
  { before, commit }: PushedCommit,
  facts: FactsAfter,
  tip: string,
): StateAfterFailure {
  const what = facts.source?.what ?? ''
  const old = before.app?.containers ?? []
  const now = facts.containers
  return {
    isHalf: isHalfDeployed(old, now) && leftBeside(old, now).length === 0,
    // A version that does not report its last deployment has the commit even on a branch that it does not deploy.
    isLive: what === '' ? areAllNew(old, now) : what === commit && !areUnchanged(old, now),
    hasMoved: tip === commit,
  }
}

function advice(app: string, state: StateAfterFailure, reason: string): string[] {
  if (state.isHalf)
    return [
      `"dokku ps:rebuild ${app}" rebuilds the previous version; "on-failure: rollback" does that automatically`,
    ]
  if (state.isLive && !state.hasMoved)
    return [
      'The new version is live, but the branch does not have it: the next push will deploy it again',
    ]
  if (state.isLive && mayStillDeploy(reason)) return ['The server had deployed the new version']
  if (reason !== 'checks-failed') return []
  return [
    `dokku/${app}:latest is the image that failed, and a restart would start it. "dokku ps:rebuild ${app}" repairs that; "on-failure: rollback" does it automatically`,
  ]
}

async function rollBack(
  deployment: Deployment,
  pushed: PushedCommit,
  hasMoved: boolean,
): Promise<string[]> {
  if (pushed.before.tip.commit === '') return ['There is no previous version to restore']
  const messages = await restoreVariables(deployment)
  return [...messages, await restorePrevious(deployment, pushed, hasMoved)]
}

async function restoreVariables({
  inputs,
  target,
  changes,
  isConfigSet,
}: Deployment): Promise<string[]> {
  if (!isConfigSet) return []
  await restoreConfig(target.dokku, inputs.app, changes)
  return ['The variables were restored']
}
