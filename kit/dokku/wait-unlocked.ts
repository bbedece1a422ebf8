// Waits until no other deployment of an app is running. Locks of others are never removed: a push would remove one that was set by hand.
// A lock that a failed build left behind is ignored.

import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { isWaitedFor, type Lock } from './build-records.ts'
import { lockOf } from './lock.ts'
import type { DeployPorts } from './ports.ts'
import type { Dokku } from './server.ts'

/** Milliseconds between two checks of a lock. */
const POLL_INTERVAL = 3000

const WAITING = {
  deploying: (app: string) => `Waiting: another deployment of ${app} is running`,
  'by-hand': (app: string) =>
    `Waiting: someone locked ${app} by hand; "dokku apps:unlock ${app}" removes the lock`,
}

/**
 * Waits until the app's lock is free. `known` is its owner, if the server was asked already. Throws a UserError (`locked`) if it is still
 * held at `deadline` of the clock. Versions that do not report the owner of a lock refuse a push instead.
 */
export async function waitUnlocked(
  dokku: Dokku,
  app: string,
  deadline: number,
  { clock, log, cancel }: Pick<DeployPorts, 'clock' | 'log' | 'cancel'>,
  known?: Lock,
): Promise<void> {
  let logged: Lock = 'free'
  let lock = known ?? (await lockOf(dokku, app))
  for (; isWaitedFor(lock); lock = await lockOf(dokku, app)) {
    if (logged !== lock) log(WAITING[lock === 'by-hand' ? lock : 'deploying'](app))
    logged = lock
    await waitOnce(app, deadline, { clock, cancel })
  }
  if (lock === 'left-over')
    log(`A failed build left its lock on ${app} behind; no deployment is running, so it is passed`)
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
