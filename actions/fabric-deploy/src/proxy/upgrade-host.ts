// Replaces the proxy of one host.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import { RECONNECT_FOR, type Session } from '../host/session.ts'
import type { Job } from '../job.ts'
import { type ProxyScript, runProxyScript } from './proxy-script.ts'
import { proxyReference } from './proxy-state.ts'

/** The result of replacing the proxy of one host. */
export type ProxyUpgrade = {
  /** Which proxy the host has now. `present`: another run had just replaced it, so nothing was done. */
  readonly found: 'new' | 'present' | 'old' | 'unknown'
  /** Why it failed; undefined if it did not. */
  readonly error: UserError | undefined
  /** Milliseconds in which nothing answered at the proxy's ports. */
  readonly gap: number
  readonly seconds: number
}

export type UpgradePorts = {
  readonly clock: Clock
  readonly log: (line: string) => void
  /** Aborted when the run is cancelled or its time limit is exceeded. */
  readonly signal: AbortSignal
}

/** Milliseconds that an upgrade may take: two containers stop and start, possibly after the upgrade of another environment. */
const LIMIT = 300_000

/** Replaces the proxy of a host. After a failure the old one is restored, if the host can be reached. */
export async function upgradeHost(
  session: Session,
  job: Job,
  ports: UpgradePorts,
): Promise<ProxyUpgrade> {
  const { clock, log, signal } = ports
  const { name } = session.host
  const start = clock.now()
  const seconds = (): number => (clock.now() - start) / 1000
  log(`${name}: replacing the proxy`)
  try {
    const options = { closeStdinOn: signal, limit: LIMIT }
    const script = await runProxyScript(session, 'upgrade', job, options)
    const { error, records } = script
    const has = (word: string): boolean => records.some(([kind]) => kind === word)
    const found = has('present') ? 'present' : !error ? 'new' : has('restored') ? 'old' : 'unknown'
    // A script that was killed restored nothing.
    if (found === 'unknown' && script.code !== 2)
      return await settle(session, job, ports, error, seconds)
    return { found, error, gap: gapOf(script), seconds: seconds() }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    log(`${name}: ${error.message}`)
    return settle(session, job, ports, error, seconds)
  }
}

/** Makes sure that a host has one proxy, after a script that ended in an unknown way. */
async function settle(
  session: Session,
  job: Job,
  { clock, signal }: UpgradePorts,
  cause: UserError | undefined,
  seconds: () => number,
): Promise<ProxyUpgrade> {
  const start = clock.now()
  for (;;) {
    try {
      await session.reconnect()
      const script = await runProxyScript(session, 'restore', job, { limit: LIMIT })
      const image = script.records.find(([kind]) => kind === 'found')?.[1]
      const isNew = image === proxyReference(job.fleet.proxy)
      const found = script.error ? 'unknown' : isNew ? 'new' : 'old'
      const error = isNew ? script.error : (script.error ?? cause)
      return { found, error, gap: gapOf(script), seconds: seconds() }
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      if (clock.now() - start > RECONNECT_FOR || signal.aborted) {
        session.giveUp()
        return { found: 'unknown', error, gap: 0, seconds: seconds() }
      }
      await clock.sleep(1000, signal)
    }
  }
}

function gapOf({ records }: ProxyScript): number {
  const [, gap = ''] = records.find(([kind]) => kind === 'switched' || kind === 'restored') ?? []
  return /^[0-9]+$/.test(gap) ? Number(gap) : 0
}
