// The outcome of a deployment whose client ended before the server: the server continues on its own (dokku/dokku#3167).

import { UserError } from '../action/user-error.ts'
import { appBuilds, isDeploying } from './lock.ts'
import type { DeployPorts } from './ports.ts'
import type { PushResult } from './push-result.ts'
import type { Dokku } from './server.ts'

export type Outcome = 'deployed' | 'not-deployed' | 'unknown'

/** Milliseconds between two checks. */
const POLL_INTERVAL = 2000

/** Waits until the server has finished deploying an app, at most until `deadline` of the clock. */
export async function waitForOutcome(
  dokku: Dokku,
  app: string,
  isDeployed: () => Promise<boolean>,
  deadline: number,
  { clock, cancel }: Pick<DeployPorts, 'clock' | 'cancel'>,
): Promise<Outcome> {
  for (let idleChecks = 0; ; ) {
    try {
      const isRunning = await isDeploying(dokku, app)
      if (!isRunning && (await isDeployed())) return 'deployed'
      // Git moves the branch a moment after the build has ended. A version that can't tell never counts as finished.
      idleChecks = isRunning === false ? idleChecks + 1 : 0
      if (idleChecks === 2) return 'not-deployed'
    } catch (error) {
      // What the key may not ask now, it may not ask later.
      if (!(error instanceof UserError) || error.reason === 'look-denied') throw error
      await reconnect(dokku)
    }
    if (clock.now() >= deadline || cancel.aborted) return 'unknown'
    await clock.sleep(POLL_INTERVAL, cancel)
  }
}

/** Connects again, if that is possible now. */
async function reconnect(dokku: Dokku): Promise<void> {
  await dokku.reconnect().catch((error) => {
    if (!(error instanceof UserError)) throw error
  })
}

/** Returns the result of a deployment during which the connection was lost; `message` says how. */
export async function resultAfterLoss(
  dokku: Dokku,
  app: string,
  isDeployed: () => Promise<boolean>,
  timeout: number,
  message: string,
  { clock, cancel, log }: Pick<DeployPorts, 'clock' | 'cancel' | 'log'>,
): Promise<PushResult> {
  log(`${message}; waiting for the server to finish`)
  const deadline = clock.now() + timeout
  // Otherwise a command may get through before this process notices that its connection is gone, and the next one fails.
  await reconnect(dokku)
  const outcome = await waitForOutcome(dokku, app, isDeployed, deadline, { clock, cancel })
  if (outcome === 'deployed') return { reason: '', message: '', isUnfinished: false }
  const isUnfinished = outcome === 'unknown'
  const end = isUnfinished ? 'it is unknown whether the server finished' : 'it was not deployed'
  return { reason: 'connection-lost', message: `${message}; ${end}`, isUnfinished }
}

/** What became of a build that was to be cancelled. `over`: it had ended by itself. */
export type CancelResult = 'stopped' | 'over' | 'running'

/**
 * Cancels the build of an app if the version can. `builds:cancel` exits with 0 even if it cancelled nothing, so the builds are listed
 * afterwards. Throws a UserError if they can't be listed.
 */
export async function cancelBuild(dokku: Dokku, app: string): Promise<CancelResult> {
  if (!dokku.has('builds:list')) return 'running'
  await dokku.run(['builds:cancel', app])
  const builds = await appBuilds(dokku, app)
  if (builds.some(({ shown }) => shown === 'running')) return 'running'
  return builds[0]?.shown === 'canceled' ? 'stopped' : 'over'
}
