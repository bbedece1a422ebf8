// A host while a run works on it: its scripts, each within a time, over a connection that can be made anew.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { ProgramResult } from '../../../../kit/process/run.ts'
import type { Connection } from '../../../../kit/ssh/connection.ts'
import { list, quote } from '../../../../kit/text/escape.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import type { FleetHost } from '../config/fleet.ts'

export type ScriptName = 'inspect' | 'prepare' | 'switch' | 'cleanup' | 'lock'

export type Asked = {
  readonly input?: string
  /** Ends the script, which then puts things back. */
  readonly until?: AbortSignal
  readonly line?: (line: string) => void
  /** Milliseconds that it may take; a script that is told to end has as long for that. */
  readonly limit?: number
}

export type Session = {
  readonly host: FleetHost
  /** Runs a script. Throws a UserError: `unreachable` when the connection breaks, `timeout` when it takes too long. */
  run(script: ScriptName, args: readonly string[], asked?: Asked): Promise<ProgramResult>
  /** Connects again after the connection broke. */
  reconnect(): Promise<void>
  close(): Promise<void>
}

export type Dial = () => Promise<Connection>

/** What a script that only looks or tidies up may take. */
const LIMIT = 60_000

/** Connects to a host. */
export async function openSession(
  host: FleetHost,
  dial: Dial,
  text: (script: ScriptName) => string,
  clock: Clock,
): Promise<Session> {
  let connection = await dial()
  return {
    host,
    async run(script, args, { limit = LIMIT, ...command } = {}) {
      const over = new AbortController()
      const running = connection.run(text(script), args, command)
      running.catch(() => {})
      const late = clock
        .sleep(limit, over.signal)
        .then(() => (over.signal.aborted ? running : tooLate(host.name, script, limit)))
      try {
        return await Promise.race([running, late])
      } catch (error) {
        if (error instanceof UserError && error.reason === 'timeout') await connection.close()
        throw error
      } finally {
        over.abort()
      }
    },
    async reconnect() {
      await connection.close()
      connection = await dial()
    },
    close: () => connection.close(),
  }
}

function tooLate(host: string, script: ScriptName, limit: number): never {
  throw new UserError(
    'timeout',
    `${host} did not end ${quote(script)} within ${Math.round(limit / 1000)} s; is docker hanging there?`,
  )
}

/** Does something for each, so many at a time. */
export async function atOnce<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index] as T
      results[index] = await work(item, index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker))
  return results
}

/** Does what can be done twice; again, over a new connection, where the first one broke. */
export async function savedOnce<T>(session: Session, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UserError) || error.reason !== 'unreachable') throw error
    await session.reconnect()
    return work()
  }
}

/** One error for what went wrong on several hosts: each is listed; the reason is the one they share, or `preflight`. */
export function together(errors: readonly UserError[]): UserError {
  const reasons = [...new Set(errors.map(({ reason }) => reason))]
  const [only, more] = reasons
  const message = errors.map((error) => error.message).join('\n')
  return new UserError(more === undefined ? (only ?? 'preflight') : 'preflight', message)
}

/** The names of hosts for a sentence, the first of many. */
export function named(hosts: readonly string[]): string {
  return hosts.length > 5 ? `${list(hosts.slice(0, 5))} and ${hosts.length - 5} more` : list(hosts)
}
