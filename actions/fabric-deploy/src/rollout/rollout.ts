// The rollout: batch by batch the new containers come in the place of the old ones; when one host fails, all go back.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import { type Job, MOST } from '../host/preflight.ts'
import { type Failure, listener } from '../host/script-events.ts'
import { atOnce, type Session } from '../host/session.ts'
import type { HostPlan, Move } from '../plan/host-plan.ts'
import { switchFields } from './script-arguments.ts'

/** A host of the rollout, with what it takes to switch it and to take that back. */
export type Stage = {
  readonly session: Session
  readonly plan: HostPlan
  /** The container that comes with each move, and whether it was made for this. */
  readonly made: ReadonlyMap<Move, string>
}

/** What became of a host. `at` tells which containers run there now. */
export type Outcome = {
  readonly at: 'new' | 'old' | 'unknown'
  /** Why the host failed; undefined where it did not. */
  readonly failure?: Failure
  /** The longest time without a container on a published port: milliseconds. */
  readonly gap: number
  readonly seconds: number
}

export type RolloutPorts = {
  readonly clock: Clock
  readonly log: (line: string) => void
  /** Shows lines that a container wrote. */
  readonly show: (title: string, lines: readonly string[]) => void
  /** The end of the run: a cancel, or the time is over. */
  readonly signal: AbortSignal
  /** Nothing is waited for when things are put back: the run is cancelled. */
  readonly hurry: () => boolean
}

export type Rollout = {
  /** What became of each host that was come to. */
  readonly outcomes: ReadonlyMap<Stage, Outcome>
  /** The first failure, for which the others went back. */
  readonly cause: Failure | undefined
}

/** Milliseconds that a lost host is tried to be reached again. */
const RECONNECT = 20_000

/** What a host's script gets for the moves. */
export function stageFields({ plan, made }: Pick<Stage, 'plan' | 'made'>): string[] {
  return plan.moves.flatMap((move) => {
    const id = made.get(move)
    return switchFields(move, id ?? move.to ?? '-', id !== undefined)
  })
}

/**
 * Switches the stages batch by batch. Returns what became of each that was reached: all `new`, or, after a failure, all `old`
 * where they can be reached.
 */
export async function rollOut(
  batches: readonly (readonly Stage[])[],
  pause: number,
  job: Job,
  ports: RolloutPorts,
): Promise<Rollout> {
  const outcomes = new Map<Stage, Outcome>()
  let cause: Failure | undefined
  const { clock, signal } = ports
  for (const [index, batch] of batches.entries()) {
    if (index > 0) await clock.sleep(pause, signal)
    if (signal.aborted) break
    await atOnce(batch, MOST, async (stage) => {
      const outcome = await switchHost(stage, job, ports)
      outcomes.set(stage, outcome)
      cause ??= outcome.failure
    })
    if ([...outcomes.values()].some(({ failure }) => failure)) break
  }
  const isDone = batches.flat().every((stage) => outcomes.get(stage)?.at === 'new')
  if (!isDone) await goBack(batches, outcomes, job, ports)
  return { outcomes, cause }
}

async function switchHost(stage: Stage, job: Job, ports: RolloutPorts): Promise<Outcome> {
  const { session } = stage
  const { clock, signal } = ports
  const start = clock.now()
  const heard = listener(session.host.name, ports, start)
  const took = (): number => (clock.now() - start) / 1000
  const args = ['switch', '', job.slug, job.run, ...stageFields(stage)]
  try {
    const asked = { until: signal, line: heard.line, limit: limitOf(stage) }
    const { code, stderr } = await session.run('switch', args, asked)
    if (code === 0) return { at: 'new', gap: heard.gap(), seconds: took() }
    const said = stderr.trim().split('\n').at(-1) ?? ''
    const failure = heard.failure() ?? {
      reason: 'script-failed',
      message: `${session.host.name}: the script ended with code ${code}: ${quote(said)}`,
      code: code ?? undefined,
    }
    const outcome = { failure, gap: heard.gap(), seconds: took() }
    if (code === 1 || code === 2) return { at: code === 1 ? 'old' : 'unknown', ...outcome }
    // It was ended before it could see to that itself.
    return { ...(await restore(stage, job, ports, false)), ...outcome }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    ports.log(`${session.host.name}: ${error.message}`)
    // Without its connection the host puts itself back; this makes sure.
    const back = await restore(stage, job, ports, true)
    const { reason, message } = error
    return { ...back, failure: { reason, message, code: undefined }, seconds: took() }
  }
}

/** The hosts that have the new containers get the old ones back, in the same batches, the last one first. */
async function goBack(
  batches: readonly (readonly Stage[])[],
  outcomes: Map<Stage, Outcome>,
  job: Job,
  ports: RolloutPorts,
): Promise<void> {
  const switched = batches
    .map((batch) => batch.filter((stage) => outcomes.get(stage)?.at === 'new'))
    .filter((batch) => batch.length > 0)
    .reverse()
  // Who cancels waits for seconds: then all go back at once.
  const groups = ports.hurry() ? [switched.flat()] : switched
  for (const group of groups) {
    await atOnce(group, MOST, async (stage) => {
      const before = outcomes.get(stage)
      const back = await restore(stage, job, ports, false)
      outcomes.set(stage, { ...back, gap: before?.gap ?? 0, seconds: before?.seconds ?? 0 })
    })
  }
}

/** Takes the switch of a host back, over a new connection where the old one is lost. */
async function restore(
  { session, plan, made }: Stage,
  job: Job,
  ports: RolloutPorts,
  isLost: boolean,
): Promise<Outcome> {
  const { clock, log, hurry } = ports
  const { name } = session.host
  const start = clock.now()
  const heard = listener(name, ports, start)
  const args = ['back', hurry() ? 'hurry' : '', job.slug, job.run, ...stageFields({ plan, made })]
  log(`${name}: goes back to what ran before`)
  for (let lost = isLost; ; lost = true) {
    try {
      if (lost) await session.reconnect()
      const asked = { line: heard.line, limit: limitOf({ plan }) }
      const { code } = await session.run('switch', args, asked)
      const failure = code === 0 ? undefined : heard.failure()
      return {
        at: code === 0 ? 'old' : 'unknown',
        ...(failure ? { failure } : {}),
        gap: 0,
        seconds: (clock.now() - start) / 1000,
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      const { reason, message } = error
      if (clock.now() - start > RECONNECT || (lost && hurry())) {
        const failure = { reason, message, code: undefined }
        return { at: 'unknown', failure, gap: 0, seconds: (clock.now() - start) / 1000 }
      }
      await clock.sleep(1000)
    }
  }
}

/** Milliseconds that switching may take at most: a minute, and for every service twice its check and its grace. */
function limitOf({ plan }: Pick<Stage, 'plan'>): number {
  const each = plan.moves.map(({ service: { check, grace } }) => {
    const checked = check.kind === 'running' ? check.time : check.within
    return 2 * (checked + grace * 1000)
  })
  return each.reduce((sum, one) => sum + one, 60_000)
}
