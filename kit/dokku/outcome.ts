// What a deployment became whose client ended before the server: that goes on by itself (dokku/dokku#3167).

import { UserError } from '../action/user-error.ts'
import type { Clock } from '../time/clock.ts'
import { isLocked } from './app.ts'
import type { Dokku } from './server.ts'

export type Became = 'deployed' | 'not-deployed' | 'unknown'

/** How often it is looked at: milliseconds. */
const POLL = 2000

/**
 * Waits until the server is through with a deployment of an app, or until a time of the clock, and tells whether what was to be
 * deployed is there then.
 */
export async function whatBecame(
  dokku: Dokku,
  app: string,
  isThere: () => Promise<boolean>,
  until: number,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Became> {
  for (let quiet = 0; ; ) {
    try {
      const going = await isLocked(dokku, app)
      if (!going && (await isThere())) return 'deployed'
      // Git moves the branch a moment after the lock is gone. A version that can't be asked never says that it is through.
      quiet = going === false ? quiet + 1 : 0
      if (quiet === 2) return 'not-deployed'
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      await dokku.reconnect().catch((again) => {
        if (!(again instanceof UserError)) throw again
      })
    }
    if (clock.now() >= until || signal.aborted) return 'unknown'
    await clock.sleep(POLL, signal)
  }
}

/**
 * Ends the build of an app where the version can. Returns whether it is over: `builds:cancel` ends with 0 where it cancelled nothing,
 * so what runs is asked for afterwards.
 */
export async function cancelBuild(dokku: Dokku, app: string): Promise<boolean> {
  if (!dokku.has('builds:list')) return false
  await dokku.run(['builds:cancel', app])
  const { code, stdout } = await dokku.run([
    'builds:list',
    app,
    '--status',
    'running',
    '--format',
    'json',
  ])
  return (
    code === 0 &&
    !/"display_status":\s*"running"/.test(stdout) &&
    (await isLocked(dokku, app)) === false
  )
}
