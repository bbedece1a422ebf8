// Follows a `before` command to its end, over several connections if need be, or ends it when the run is over.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import { firstRecord } from '../host/facts.ts'
import { RECONNECT_FOR, retryOnLostConnection, type Session } from '../host/session.ts'
import type { BeforeEnd, followBefore } from './before-events.ts'
import type { BeforeRun } from './before-plan.ts'

export type FollowPorts = {
  readonly clock: Clock
  readonly log: (line: string) => void
  /** Aborted when the run is cancelled or its time limit is exceeded. */
  readonly signal: AbortSignal
  /** Whether the run is cancelled, so that nothing may take long. */
  readonly hurry: () => boolean
}

/** Milliseconds after which a new connection counts as stable. */
const WORKS_AFTER = 5000

/** Milliseconds that before.sh may take in addition to the command. */
const OWN_TIME = 120_000

/** A cancelled run can't wait longer than this many seconds for a command to end by itself. */
const HURRIED_GRACE = 3

type Events = ReturnType<typeof followBefore>

/** `stopped`: the command was ended, because the run is over; `left`: it could not be. */
type End = BeforeEnd | 'stopped' | 'left'

/** Starts the command, or looks up its state, until its end is known or the host has been unreachable for too long. */
export async function lookUntilEnd(
  session: Session,
  args: readonly string[],
  more: readonly string[],
  { before, change }: BeforeRun,
  events: Events,
  ports: FollowPorts,
): Promise<End> {
  const { clock, signal } = ports
  const limit = before.within + change.service.stopGrace * 1000 + OWN_TIME
  const options = { onLine: events.onLine, limit }
  let lost: number | undefined
  for (;;) {
    const start = clock.now()
    const running = session.run('before', ['run', ...args, ...more], options)
    const result = await untilAborted(running, signal)
    if (result === undefined) return stop(session, args, change.service.stopGrace, running, ports)
    if (!(result instanceof UserError)) return events.end() ?? scriptFailed(result)
    if (result.reason !== 'unreachable') return { kind: 'unknown', why: result.message }
    if (clock.now() - start > WORKS_AFTER) lost = undefined
    lost ??= clock.now()
    ports.log(`${result.message}; its "before" command continues there`)
    const problem = await reconnect(session, lost, ports)
    if (problem !== undefined) return signal.aborted ? 'left' : { kind: 'unknown', why: problem }
    events.startAgain()
  }
}

const scriptFailed = ({ code, stderr }: { code: number | null; stderr: string }): BeforeEnd => ({
  kind: 'unknown',
  why: `the script before.sh exited with code ${code}: ${quote(stderr.trim().split('\n').at(-1) ?? '')}`,
})

/** Returns the result of a script or its UserError, or undefined when the signal comes first. */
async function untilAborted<T>(
  running: Promise<T>,
  signal: AbortSignal,
): Promise<T | UserError | undefined> {
  const done = new AbortController()
  const aborted = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), { signal: done.signal })
  })
  try {
    return await Promise.race([running, aborted])
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  } finally {
    done.abort()
    running.catch(() => {})
  }
}

/** Connects again. Returns what prevents it when the time for that is over. */
async function reconnect(
  session: Session,
  lost: number,
  { clock, signal, hurry }: FollowPorts,
): Promise<string | undefined> {
  for (;;) {
    if (hurry()) return 'the run was cancelled'
    try {
      await session.reconnect()
      return undefined
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      if (signal.aborted || clock.now() - lost > RECONNECT_FOR) {
        session.giveUp()
        return error.message
      }
      await clock.sleep(1000, signal)
    }
  }
}

/** Ends the command, and makes sure that it does not start later. */
async function stop(
  session: Session,
  args: readonly string[],
  grace: number,
  running: Promise<unknown>,
  { clock, hurry }: FollowPorts,
): Promise<'stopped' | 'left'> {
  const seconds = hurry() ? Math.min(grace, HURRIED_GRACE) : grace
  const limit = seconds * 1000 + (hurry() ? 2500 : 30_000)
  const stopArgs = ['stop', ...args.slice(0, 3), String(seconds)]
  const work = () => session.run('before', stopArgs, { limit })
  try {
    const { stdout } = hurry() ? await work() : await retryOnLostConnection(session, work)
    if (firstRecord(stdout, 'removed').length === 0) return 'left'
    // The last of its output.
    await Promise.race([running.catch(() => {}), clock.sleep(1000)])
    return 'stopped'
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return 'left'
  }
}
