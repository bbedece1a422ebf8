// What the parts of a run on GitHub share.

import { UserError } from '../../../kit/action/user-error.ts'
import type { TriggerInputs } from './inputs.ts'
import type { Known } from './outputs.ts'
import type { EventPlan, WorkflowPlan } from './plan.ts'
import type { Ports } from './ports.ts'
import type { Limits, WorkflowsApi } from './workflows-api.ts'

export type State = {
  readonly inputs: TriggerInputs
  readonly ports: Ports
  readonly plan: WorkflowPlan | EventPlan
  readonly api: WorkflowsApi
  readonly known: Known
  readonly times: Times
}

export type Times = {
  /** The time of day before the start. */
  readonly began: Date
  /** When `timeout` has passed, by the clock. */
  readonly until: number
  /** Comes a little after that, for a request that gets no answer. */
  readonly timedOut: AbortSignal
  /** Comes when a step that is cancelled can't wait any longer for a request that is under way. */
  readonly grace: AbortSignal
  /** Comes when a step that is cancelled has to end. */
  readonly lastMoment: AbortSignal
}

/** A request that is sent just before `timeout` gets that much longer: milliseconds. */
const AFTER_TIMEOUT = 3000
/** The runner kills a step 7.5 seconds after its first signal, and a start may have to be cancelled. Milliseconds. */
const GRACE = 5000
const LAST_MOMENT = 6300

/** Returns the times of a run that begins now. */
export function timesOf({ timeout }: TriggerInputs, ports: Ports): Times {
  const { clock, after, date } = ports
  return {
    began: date(),
    until: clock.now() + timeout,
    timedOut: after(timeout + AFTER_TIMEOUT),
    grace: afterCancellation(ports, GRACE),
    lastMoment: afterCancellation(ports, LAST_MOMENT),
  }
}

/** Returns a signal that comes some milliseconds after the step was cancelled. */
function afterCancellation({ cancelled, after }: Ports, milliseconds: number): AbortSignal {
  const controller = new AbortController()
  const begin = (): void => {
    const signal = after(milliseconds)
    if (signal.aborted) controller.abort()
    else signal.addEventListener('abort', () => controller.abort())
  }
  if (cancelled.aborted) begin()
  else cancelled.addEventListener('abort', begin, { once: true })
  return controller.signal
}

/** Returns the limits of a request that only reads. */
export const readingLimits = ({ ports, times }: State): Limits => ({
  until: times.until,
  signal: AbortSignal.any([ports.cancelled, times.timedOut]),
})

/** Throws a UserError if the step was cancelled. Nothing is started after that. */
export function stopIfCancelled({ cancelled }: Ports): void {
  if (cancelled.aborted) throw new UserError('cancelled', 'The step was cancelled')
}
