// Waiting until nobody else deploys an app. Locks of others are never touched: a push takes away one that was set by hand.

import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import type { Clock } from '../time/clock.ts'
import { isLocked } from './app.ts'
import type { Dokku } from './server.ts'

export type Waiting = {
  readonly clock: Clock
  readonly log: (line: string) => void
  readonly signal: AbortSignal
}

/** How often a lock is looked at: milliseconds. */
const POLL = 3000

/**
 * Waits until the app is not locked, or until a time of the clock. Throws a UserError (`locked`) when it still is. Versions that
 * can't be asked tell it when they are pushed to.
 */
export async function waitUnlocked(
  dokku: Dokku,
  app: string,
  until: number,
  { clock, log, signal }: Waiting,
): Promise<void> {
  for (let told = false; await isLocked(dokku, app); told = true) {
    if (!told) log(`Waiting: ${app} is being deployed by somebody else, or is locked`)
    await waitOnce(app, until, { clock, signal })
  }
}

/** Waits a little. Throws a UserError (`locked`, `cancelled`) when the time is over, or the run. */
export async function waitOnce(
  app: string,
  until: number,
  { clock, signal }: Pick<Waiting, 'clock' | 'signal'>,
): Promise<void> {
  const left = until - clock.now()
  if (signal.aborted) throw new UserError('cancelled', 'The run was cancelled')
  if (left <= 0) throw locked(app)
  await clock.sleep(Math.min(POLL, left), signal)
}

const locked = (app: string): UserError =>
  new UserError(
    'locked',
    `${quote(app)} is still locked: another deployment goes on, or somebody locked it by hand. When that is over, "dokku apps:unlock ${app}" takes away what it left`,
  )
