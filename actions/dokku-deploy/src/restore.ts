// Deploys the previous version of an app again.

import { describeContainers } from '../../../kit/dokku/containers.ts'
import { runDeployCommand } from '../../../kit/dokku/deploy-command.ts'
import { pushUnverified } from '../../../kit/dokku/push-app.ts'
import type { PushResult } from '../../../kit/dokku/push-result.ts'
import { checkRestored, notRestored } from '../../../kit/dokku/recovery.ts'
import type { Deployment, PushedCommit } from './deployment.ts'

/**
 * Deploys what the app had before: the commit that its branch still has, or, if the branch has the new commit already, the old files
 * again. Returns a message. Throws a UserError (`not-restored`).
 */
export async function restorePrevious(
  deployment: Deployment,
  pushed: PushedCommit,
  hasMoved: boolean,
): Promise<string> {
  const { inputs, target, ports, result } = deployment
  const { app } = inputs
  ports.log(`${app}: restoring the previous version`)
  const restored = hasMoved ? await pushPrevious(deployment, pushed) : await rebuild(deployment)
  const { containers, problem } = await checkRestored(target.dokku, app, restored, ports)
  result.running = describeContainers(containers)
  if (problem !== undefined) throw notRestored(problem)
  result.changed = false
  return `The previous version was restored: ${result.running}`
}

/** Rebuilds what the branch has, which also makes that image the latest one. */
function rebuild(deployment: Deployment): Promise<PushResult> {
  return runCommand(deployment, ['ps:rebuild', deployment.inputs.app])
}

function runCommand(
  { inputs, target, ports }: Deployment,
  words: readonly string[],
): Promise<PushResult> {
  return runDeployCommand(target.dokku, inputs.app, words, inputs.timeout, ports)
}

/** Pushes the previous files on top of the new commit, without force, or deploys the previous image. */
async function pushPrevious(
  deployment: Deployment,
  { branch, commit: parent, before }: PushedCommit,
): Promise<PushResult> {
  const { inputs, target, ports, result } = deployment
  const { app, timeout } = inputs
  const { kind = '', what = '' } = before.app?.source ?? {}
  if (kind === 'docker-image') return runCommand(deployment, ['git:from-image', app, what])
  const { commit: previous, tree } = before.tip
  const { time } = target.source
  const message = `Back to ${previous.slice(0, 12)}\n\nSource-Commit: ${previous}\n`
  const commit = await target.repository.commit({ tree, parent, time, message })
  const restored = await pushUnverified(target, { app, branch, commit }, timeout, ports)
  if (restored.reason === '') result.pushed = commit
  return restored
}
