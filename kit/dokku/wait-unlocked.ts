// Waits until no other deployment of an app is running. Locks of others are never removed: a push would remove one that was set by hand.

import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { isLocked } from './app.ts'
import type { DeployPorts } from './ports.ts'
import type { Dokku } from './server.ts'

/** Milliseconds between two checks of a lock. */
const POLL_INTERVAL = 3000

/**
 * Waits until the app is not locked. Throws a UserError (`locked`) if it still is at `deadline` of the clock. Versions that can't be
 * asked for the lock report it when they are pushed to.
 */
export async function waitUnlocked(
  dokku: Dokku,
  app: string,
  deadline: number,
  { clock, log, cancel }: Pick<DeployPorts, 'clock' | 'log' | 'cancel'>,
): Promise<void> {
  for (let isLogged = false; await isLocked(dokku, app); isLogged = true) {
    if (!isLogged)
      log(`Waiting: ${app} is locked by another deployment, or someone locked it by hand`)
    await waitOnce(app, deadline, { clock, cancel })
  }
}

/** Waits for one interval. Throws a UserError (`locked`, `cancelled`) if the deadline has passed or the run was cancelled. */
export async function waitOnce(
  app: string,
  deadline: number,
  { clock, cancel }: Pick<DeployPorts, 'clock' | 'cancel'>,
): Promise<void> {
  const remaining = deadline - clock.now()
  if (cancel.aborted) throw new UserError('cancelled', 'The run was cancelled')
  if (remaining <= 0) throw lockedError(app)
  await clock.sleep(Math.min(POLL_INTERVAL, remaining), cancel)
}

const lockedError = (app: string): UserError =>
  new UserError(
    'locked',
    `${quote(app)} is still locked: another deployment is running, or someone locked it by hand. If no deployment is running, "dokku apps:unlock ${app}" removes the lock`,
  )
