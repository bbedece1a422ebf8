// What becomes of the run if this step ends before it does: the step was cancelled, or `timeout` has passed.

import { UserError } from '../../../kit/action/user-error.ts'
import { look } from './identify.ts'
import { placeOf } from './outputs.ts'
import type { State } from './state.ts'

/** How long a step whose time is up tries to cancel the run: milliseconds. */
const CANCELLING = 10_000
/** A new run may not be in GitHub's list yet. */
const LOOKS = 2
const BETWEEN_LOOKS = 2000

/** The failures after which no time is left for the run. */
const LATE: ReadonlySet<string> = new Set(['timed-out', 'server-error', 'unreachable'])

/** Cancels the run if that is wanted. Returns the error that says what becomes of it. */
export async function endEarly(state: State, error: unknown): Promise<unknown> {
  const { ports, known, inputs } = state
  if (ports.cancelled.aborted) return cancelled(state)
  if (!(error instanceof UserError) || !known.run) return error
  const isLate = LATE.has(error.reason) || state.times.timedOut.aborted
  const fate = inputs.cancel && isLate ? await cancelRun(state) : goesOn(state)
  return new UserError(error.reason, `${error.message}. ${fate}`, { cause: error })
}

async function cancelled(state: State): Promise<UserError> {
  const { known, inputs } = state
  if (!known.run && known.start !== 'no' && inputs.cancel) await lookAgain(state)
  const fate = known.run
    ? inputs.cancel
      ? await cancelRun(state)
      : goesOn(state)
    : WITHOUT_RUN[known.start]
  return new UserError('cancelled', `The step was cancelled. ${fate}`)
}

const WITHOUT_RUN = {
  no: 'Nothing was started',
  yes: 'A run was started and goes on; it is not known which one it is',
  unknown: 'A run may have been started; look there before you run this again',
} as const

function goesOn({ known: { run } }: State): string {
  if (!run) return ''
  return run.conclusion === undefined
    ? `The run goes on: ${placeOf(run)}`
    : `The run had ended already: ${placeOf(run)}`
}

/** Looks for a run that was not identified yet, while there is time. */
async function lookAgain(state: State): Promise<void> {
  const { ports, known, times } = state
  const limits = { until: ports.clock.now(), signal: times.grace }
  for (let looks = 1; looks <= LOOKS && !times.grace.aborted; looks += 1) {
    if (looks > 1) await ports.clock.sleep(BETWEEN_LOOKS, times.grace)
    known.run = await look(state, limits).catch(() => undefined)
    if (known.run) return
  }
}

/** Cancels the run, unless it has ended. Returns a sentence about what came of it. */
async function cancelRun(state: State): Promise<string> {
  const { ports, known, times, api } = state
  const { run } = known
  if (!run || run.conclusion !== undefined) return goesOn(state)
  const isCancelled = ports.cancelled.aborted
  const ending = isCancelled
    ? times.lastMoment
    : AbortSignal.any([times.lastMoment, ports.after(CANCELLING)])
  const until = ports.clock.now() + (isCancelled ? BETWEEN_LOOKS : CANCELLING)
  try {
    const made = await api.cancelRun(run.id, { until, signal: ending })
    return made === 'cancelled'
      ? `GitHub was asked to cancel the run: ${placeOf(run)}`
      : `The run had ended already: ${placeOf(run)}`
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    if (ending.aborted)
      return `GitHub was asked to cancel the run, and did not answer in time: ${placeOf(run)}`
    return `The run could not be cancelled and goes on: ${placeOf(run)}. ${error.message}`
  }
}
