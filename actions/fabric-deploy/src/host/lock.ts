// The lock of an environment: one deployment at a time, whoever starts it.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import { firstRecord } from './facts.ts'
import { retryOnLostConnection, type Session } from './session.ts'

/** Lines about a run that other runs see while it holds the lock. */
export type Owner = readonly string[]

/** What identifies the lock and this run. */
type LockId = { readonly slug: string; readonly runId: string }

export type LockPorts = { readonly clock: Clock; readonly log: (line: string) => void }

/** Milliseconds between two attempts to take a lock that another run holds. */
const POLL_INTERVAL = 3000

export type Lock = {
  /** The run that held it last. */
  readonly previousRun: string
  /** Another run held it at first. */
  readonly waited: boolean
  /** This run held it already. */
  readonly alreadyHeld: boolean
}

/** Takes the lock, waiting up to `wait` milliseconds. Throws a UserError (`locked`) that names the owner. */
export async function takeLock(
  session: Session,
  { slug, runId }: LockId,
  owner: Owner,
  wait: number,
  { clock, log }: LockPorts,
  signal: AbortSignal,
): Promise<Lock> {
  const start = clock.now()
  const input = `${owner.join('\n')}\n`
  const take = () => session.run('lock', ['take', slug, runId], { input })
  for (let waited = false; ; waited = true) {
    const { stdout, stderr } = await retryOnLostConnection(session, take)
    const [kind = '', ...rest] = firstRecord(stdout, 'taken', 'held', 'problem')
    if (kind === 'taken') {
      return { previousRun: rest[0] ?? '', waited, alreadyHeld: rest[1] === 'already-held' }
    }
    if (kind !== 'held') {
      const output = quote(rest[0] || stderr.trim())
      throw new UserError('no-folder', `${session.host.name}: the lock can't be created: ${output}`)
    }
    const holder = holderOf(stdout)
    const remaining = wait - (clock.now() - start)
    if (remaining <= 0 || signal.aborted) throw locked(holder, wait)
    if (!waited) log(`Waiting for the lock, which another run holds: ${holder}`)
    await clock.sleep(Math.min(POLL_INTERVAL, remaining), signal)
  }
}

function locked(holder: string, wait: number): UserError {
  return new UserError(
    'locked',
    `Another run still holds the lock after ${Math.round(wait / 1000)} s of waiting: ${holder}. If that run is over, remove its lock with "action: unlock"`,
  )
}

/** Returns in one line what lock.sh printed about the owner. */
export function holderOf(stdout: string): string {
  const lines = stdout.split('\n')
  const start = lines.findIndex((line) => line === 'held' || line === 'broken')
  // The line after the record is the run's id.
  const about = lines.slice(start + 2).filter((line) => line !== '')
  return about.length === 0 ? 'unknown owner' : about.map(quote).join(', ')
}

/** Releases the lock if this run holds it; a problem with that is a warning. Returns whether this run no longer holds it. */
export async function releaseLock(
  session: Session,
  { slug, runId }: LockId,
  warn: (message: string) => void,
): Promise<boolean> {
  const { name } = session.host
  const release = () => session.run('lock', ['release', slug, runId], { limit: 15_000 })
  try {
    const { stdout } = await retryOnLostConnection(session, release)
    if (firstRecord(stdout, 'released').length === 0)
      warn(`The lock on ${name} no longer belongs to this run: it was removed by another one`)
    return true
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const cause = quote(error.message)
    warn(`The lock on ${name} could not be released: ${cause}. "action: unlock" removes it`)
    return false
  }
}

/** Returns what other runs see of this one: its page, who started it, and when. */
export function ownerOf(env: Readonly<Record<string, string | undefined>>, now: Date): Owner {
  const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com'
  const repository = env['GITHUB_REPOSITORY'] ?? ''
  const id = env['GITHUB_RUN_ID'] ?? ''
  return [
    repository !== '' && id !== '' ? `${server}/${repository}/actions/runs/${id}` : 'run by hand',
    `by ${env['GITHUB_ACTOR'] ?? env['USER'] ?? 'an unknown user'}`,
    `since ${now.toISOString()}`,
  ]
}
