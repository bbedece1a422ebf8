// What happens after a failed promotion: finds out what is running, and restores the previous version if asked to.

import type { UserError } from '../../../kit/action/user-error.ts'
import { appContainers, appUrl } from '../../../kit/dokku/app.ts'
import { areUnchanged, isHalfDeployed } from '../../../kit/dokku/container-changes.ts'
import { type Container, describeContainers } from '../../../kit/dokku/containers.ts'
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
import type { Inspection } from './inspect.ts'
import { rollbackTarget } from './previous-version.ts'
import type { Promotion } from './promotion.ts'
import { restorePrevious } from './restore.ts'

const NONE = 'There is no previous version to restore'
const UNNAMED = 'The previous image has no permanent name and can\u2019t be restored'

/** Recovers from a failure as far as possible. Returns the error to report. */
export async function recover(
  promotion: Promotion,
  inspection: Inspection,
  error: UserError,
): Promise<UserError> {
  const { inputs, result } = promotion
  const isUntouched = inputs['dry-run'] || !result.plan || result.plan.there
  return isUntouched
    ? error
    : recoverFrom(error, () => recovery(promotion, inspection, error.reason))
}

async function recovery(
  promotion: Promotion,
  inspection: Inspection,
  reason: string,
): Promise<Recovery> {
  const { inputs, server, ports, result } = promotion
  const { dokku } = server
  // What was verified already is over, also if the run was cancelled since.
  const isOpen = mayStillDeploy(reason) && !result.changed
  if (isOpen && (await isDeploying(dokku, inputs.to)) !== false)
    return { reason, messages: [STILL_DEPLOYING] }
  ports.savePostState(undefined)
  const before = inspection.to.containers
  const after = await appContainers(dokku, inputs.to)
  // A cancelled run has little time for more.
  if (result.url === '' && !ports.cancel.aborted) result.url = await appUrl(dokku, inputs.to)
  // A container that failed its checks may be left over, but has exited.
  const alive = after.filter(({ state }) => state === 'running' || state === 'restarting')
  result.running = describeContainers(after)
  const left = leftBeside(before, after)
  result.changed = alive.length > left.length && !areUnchanged(before, without(alive, left))
  const messages = [`Running now: ${result.running}`]
  const isHalf = left.length === 0 && isHalfDeployed(before, after)
  const finalReason = isHalf ? 'half-deployed' : reason
  const isAffected = result.changed || reason === 'checks-failed' || left.length > 0
  if (!isAffected || inputs['on-failure'] !== 'rollback' || ports.cancel.aborted)
    messages.push(...leftOverAdvice(inputs.to, left), ...advice(inputs.to, finalReason))
  else if (!isAgainstVersion(reason)) messages.push(NOT_AGAINST_VERSION)
  else {
    const target = rollbackTarget(inspection.to, inspection.to.commit)
    if (target === 'unnamed') messages.push(UNNAMED)
    else if (target === 'none') messages.push(NONE, ...advice(inputs.to, 'checks-failed'))
    else messages.push(await restorePrevious(promotion, inspection, target))
  }
  return { reason: finalReason, messages }
}

const without = (all: readonly Container[], some: readonly Container[]): readonly Container[] =>
  all.filter((one) => !some.includes(one))

function advice(app: string, reason: string): string[] {
  if (!['checks-failed', 'half-deployed'].includes(reason)) return []
  return [
    `dokku/${app}:latest is the image that failed, and a restart would start it. "on-failure: rollback" repairs that by deploying the previous version`,
  ]
}
