// A host during a run: runs its scripts, each with a time limit, over a connection that can be re-established.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { ProgramResult } from '../../../../kit/process/run.ts'
import type { Connection } from '../../../../kit/ssh/connection.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import type { FleetHost } from '../config/fleet.ts'

/** How many hosts are handled at the same time. */
export const MAX_PARALLEL_HOSTS = 64

/** Milliseconds to keep trying to reach a host again. */
export const RECONNECT_FOR = 20_000

export type ScriptName = 'inspect' | 'prepare' | 'proxy' | 'before' | 'switch' | 'cleanup' | 'lock'

export type ScriptOptions = {
  readonly input?: string
  /** Closes the script's input, on which it stops and undoes its work. */
  readonly closeStdinOn?: AbortSignal
  readonly onLine?: (line: string) => void
  /** Milliseconds that the script may take. */
  readonly limit?: number
}

export type Session = {
  readonly host: FleetHost
  /** Runs a script. Throws a UserError: `unreachable` if the connection is lost, `timeout` if it takes too long. */
  run(script: ScriptName, args: readonly string[], options?: ScriptOptions): Promise<ProgramResult>
  /** Connects again after the connection was lost. Throws a UserError. */
  reconnect(): Promise<void>
  /** Makes every later attempt to reconnect fail immediately: the run has waited long enough for this host. */
  giveUp(): void
  close(): Promise<void>
}

/** Milliseconds that a script may take unless its caller says otherwise. */
const DEFAULT_LIMIT = 60_000

/** Milliseconds within which a host must respond after the request to stop a script. */
const ANSWER_WITHIN = 5000

/** Connects to a host. */
export async function openSession(
  host: FleetHost,
  connect: () => Promise<Connection>,
  scriptText: (script: ScriptName) => string,
  clock: Clock,
): Promise<Session> {
  let connection = await connect()
  let isGivenUp = false
  let isSilent = false
  /** Closes the connection, so that everything that runs over it ends, unless the host answers. */
  const closeIfSilent = async (): Promise<void> => {
    const { run, close } = connection
    const done = new AbortController()
    const answer = run(':').then(
      () => true,
      () => true,
    )
    const silence = clock.sleep(ANSWER_WITHIN, done.signal).then(() => done.signal.aborted)
    if (!(await Promise.race([answer, silence]))) {
      isSilent = true
      await close()
    }
    done.abort()
  }
  return {
    host,
    async run(script, args, { limit = DEFAULT_LIMIT, ...options } = {}) {
      const done = new AbortController()
      const running = connection.run(scriptText(script), args, options)
      running.catch(() => {})
      const { closeStdinOn } = options
      const check = (): void => void closeIfSilent()
      closeStdinOn?.addEventListener('abort', check, { once: true, signal: done.signal })
      const timeout = clock
        .sleep(limit, done.signal)
        .then(() => (done.signal.aborted ? running : timedOut(host.name, script, limit)))
      try {
        return await Promise.race([running, timeout])
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        if (error.reason === 'timeout') await connection.close()
        if (!isSilent || error.reason !== 'unreachable') throw error
        throw new UserError('unreachable', `${host.name} no longer responds`, { cause: error })
      } finally {
        done.abort()
      }
    },
    async reconnect() {
      if (isGivenUp) throw new UserError('unreachable', `${host.name} can't be reached`)
      await connection.close()
      connection = await connect()
      isSilent = false
    },
    giveUp() {
      isGivenUp = true
    },
    close: () => connection.close(),
  }
}

function timedOut(host: string, script: ScriptName, limit: number): never {
  throw new UserError(
    'timeout',
    `${host}: the script ${quote(script)} did not finish within ${Math.round(limit / 1000)} s; is docker hanging?`,
  )
}

/** Runs idempotent work, once more over a new connection if the first one was lost. */
export async function retryOnLostConnection<T>(
  session: Session,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UserError) || error.reason !== 'unreachable') throw error
    await session.reconnect()
    return work()
  }
}
