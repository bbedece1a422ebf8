// What happens after a failed deployment, whatever was deployed.

import { UserError } from '../action/user-error.ts'
import type { Container } from './containers.ts'
import { checkRunning } from './health-check.ts'
import type { DeployPorts } from './ports.ts'
import type { PushResult } from './push-result.ts'
import type { Dokku } from './server.ts'

export type Recovery = {
  readonly reason: string
  /** What was found and done, for the error message. */
  readonly messages: readonly string[]
}

/** Returns whether the server may still be deploying after an error with this reason. */
export const mayStillDeploy = (reason: string): boolean =>
  ['cancelled', 'timeout', 'connection-lost'].includes(reason)

/** Returns whether a failure says something against the new version. An answer that was refused, or could not be had, does not. */
export const isAgainstVersion = (reason: string): boolean =>
  !['look-denied', 'dokku-failed', 'git-failed', 'unreachable'].includes(reason)

/** Why a failure with `on-failure: rollback` was not rolled back. */
export const NOT_AGAINST_VERSION =
  'The new version was not rolled back, because nothing was found that speaks against it'

/** What is said if the server may still be deploying. */
export const STILL_DEPLOYING =
  'The server continues on its own, and the post step reports the outcome'

/** Runs a recovery. Returns the error to report: the original one with what was found, done, or could not be done. */
export async function recoverFrom(
  error: UserError,
  recovery: () => Promise<Recovery>,
): Promise<UserError> {
  try {
    const { reason, messages } = await recovery()
    return new UserError(reason, [error.message, ...messages].join('\n'))
  } catch (failure) {
    if (!(failure instanceof UserError)) throw failure
    const reason = failure.reason === 'not-restored' ? failure.reason : error.reason
    // A question that the key may not ask is refused again.
    const messages = new Set([error.message, failure.message])
    return new UserError(reason, [...messages].join('\n'))
  }
}

/** Checks an app after its previous version was deployed again. Returns its containers, and what went wrong, if anything. */
export async function checkRestored(
  dokku: Dokku,
  app: string,
  { reason, message }: PushResult,
  ports: Pick<DeployPorts, 'clock' | 'cancel'>,
): Promise<{ readonly containers: readonly Container[]; readonly problem: string | undefined }> {
  const { containers, failure } = await checkRunning(dokku, app, ports)
  return { containers, problem: reason === '' ? failure?.message : message }
}

/** Returns the error for a previous version that could not be restored. */
export const notRestored = (problem: string): UserError =>
  new UserError('not-restored', `The previous version could not be restored: ${problem}`)
