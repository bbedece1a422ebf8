// Switches one host to its new containers, and rolls it back.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import { type Failure, followScript } from '../host/script-events.ts'
import { RECONNECT_FOR, type Session } from '../host/session.ts'
import type { Job } from '../job.ts'
import type { Change } from '../plan/change.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import type { SwitchResult } from './deployment.ts'
import { switchArguments, switchValues } from './script-arguments.ts'

/** A host whose images are pulled and whose containers are created. */
export type PreparedHost = {
  readonly session: Session
  readonly plan: HostPlan
  /** The id of the container that was created for a change. */
  readonly created: ReadonlyMap<Change, string>
  /** It had a proxy before this run. */
  readonly hadProxy: boolean
}

export type RolloutPorts = {
  readonly clock: Clock
  readonly log: (line: string) => void
  /** Shows output of a container. */
  readonly show: (title: string, lines: readonly string[]) => void
  /** Aborted when the run is cancelled or its time limit is exceeded. */
  readonly signal: AbortSignal
  /** Whether a rollback must not wait for anything, since the run is cancelled. */
  readonly hurry: () => boolean
}

type ScriptId = Pick<Job, 'slug' | 'runId'>

/** Returns the arguments of switch.sh for all changes of a host. */
export function switchValuesOf({
  plan,
  created,
  hadProxy,
}: Pick<PreparedHost, 'plan' | 'created' | 'hadProxy'>): string[] {
  return plan.changes.flatMap((change) => {
    const id = created.get(change)
    return switchValues(change, id ?? change.startId ?? '', id !== undefined, hadProxy)
  })
}

/** Switches a host. After a failure its old containers are running again, if it can be reached. */
export async function switchHost(
  host: PreparedHost,
  { slug, runId }: ScriptId,
  ports: RolloutPorts,
): Promise<SwitchResult> {
  const { session } = host
  const { clock, signal } = ports
  const start = clock.now()
  const events = followScript(session.host.name, ports, start)
  const seconds = (): number => (clock.now() - start) / 1000
  const args = ['switch', '', slug, runId, ...switchArguments(switchValuesOf(host))]
  try {
    const options = { closeStdinOn: signal, onLine: events.onLine, limit: timeLimit(host.plan) }
    const { code, stderr } = await session.run('switch', args, options)
    if (code === 0) return { running: 'new', gap: events.gap(), seconds: seconds() }
    const failure = events.failure() ?? scriptFailure(session.host.name, code, stderr)
    const result = { failure, gap: events.gap(), seconds: seconds() }
    if (code === 1 || code === 2) return { running: code === 1 ? 'old' : 'unknown', ...result }
    // The script was killed before it could restore the old containers itself.
    return { ...(await rollBackHost(host, { slug, runId }, ports, false)), ...result }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    ports.log(`${session.host.name}: ${error.message}`)
    // The script rolls back when it loses its connection; this makes sure that it did.
    const result = await rollBackHost(host, { slug, runId }, ports, true)
    return { ...result, failure: failureFrom(error), seconds: seconds() }
  }
}

/** Rolls a host back to its old containers, over a new connection if the old one is lost. */
export async function rollBackHost(
  host: PreparedHost,
  { slug, runId }: ScriptId,
  ports: RolloutPorts,
  isConnectionLost: boolean,
): Promise<SwitchResult> {
  const { session, plan } = host
  const { clock, log, hurry, signal } = ports
  const { name } = session.host
  const start = clock.now()
  const events = followScript(name, ports, start)
  const seconds = (): number => (clock.now() - start) / 1000
  const mode = hurry() ? 'hurry' : ''
  const args = ['rollback', mode, slug, runId, ...switchArguments(switchValuesOf(host))]
  log(`${name}: rolling back to the previous containers`)
  for (let isLost = isConnectionLost; ; isLost = true) {
    try {
      if (isLost) await session.reconnect()
      const options = { onLine: events.onLine, limit: timeLimit(plan) }
      const { code } = await session.run('switch', args, options)
      if (code === 0) return { running: 'old', gap: 0, seconds: seconds() }
      const failure = events.failure()
      return { running: 'unknown', ...(failure ? { failure } : {}), gap: 0, seconds: seconds() }
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      const isOver = clock.now() - start > RECONNECT_FOR || (isLost && (hurry() || signal.aborted))
      if (isOver) {
        if (error.reason !== 'timeout') session.giveUp()
        return { running: 'unknown', failure: failureFrom(error), gap: 0, seconds: seconds() }
      }
      await clock.sleep(1000, signal)
    }
  }
}

const failureFrom = ({ reason, message }: UserError): Failure => ({
  reason,
  message,
  code: undefined,
})

/** Returns the failure of a host whose script ended without a reason. */
export function scriptFailure(host: string, code: number | null, stderr: string): Failure {
  const lastLine = stderr.trim().split('\n').at(-1) ?? ''
  return {
    reason: 'script-failed',
    message: `${host}: the script switch.sh exited with code ${code}: ${quote(lastLine)}`,
    code: code ?? undefined,
  }
}

/** Milliseconds that the proxy may take to start and to accept a container. */
const PROXY_TIME = 60_000

/**
 * Milliseconds that switching a host may take: a minute, and for every service twice its check, its grace period and, behind the proxy,
 * the time that requests in progress get.
 */
function timeLimit({ changes }: HostPlan): number {
  const times = changes.map(({ service: { check, stopGrace, proxy }, isBehind, stopLast }) => {
    const checkTime = check.kind === 'running' ? check.time : check.within
    const proxyTime = isBehind || stopLast ? PROXY_TIME + (proxy?.drain ?? 0) * 1000 : 0
    return 2 * (checkTime + stopGrace * 1000 + proxyTime)
  })
  return times.reduce((sum, time) => sum + time, 60_000)
}
