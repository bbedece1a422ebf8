// Reads the run until it has ended.

import { UserError } from '../../../kit/action/user-error.ts'
import { runLog } from './run-log.ts'
import { readingLimits, type State, stopIfCancelled } from './state.ts'
import type { WorkflowRun } from './workflows-api.ts'

/** GitHub may not show a new run at once: milliseconds. */
const NEW = 60_000

/** Waits for the end of the run. Throws a UserError (`timed-out`) if that is too late. */
export async function waitForEnd(state: State): Promise<void> {
  const { ports, known, inputs, times, api } = state
  const { clock } = ports
  const missingUntil = clock.now() + NEW
  const log = runLog(ports)
  let { run } = known
  while (run) {
    const { id, url, status } = run
    if (status !== undefined) log(run as WorkflowRun)
    if (status === 'completed') return
    const left = times.until - clock.now()
    if (left <= 0) throw timedOut('The run has not ended within "timeout"')
    await clock.sleep(Math.min(inputs.poll, left), ports.cancelled)
    stopIfCancelled(ports)
    const read = await api
      .run(id, { ...readingLimits(state), missingUntil })
      .catch((error: unknown) => {
        throw atTimeout(state, error)
      })
    run = { ...read, url: read.url || url }
    known.run = run
  }
}

const timedOut = (message: string, cause?: unknown): UserError =>
  new UserError('timed-out', message, { cause })

/** A last look that fails, or gets no answer, says nothing against the run. */
function atTimeout({ ports, times }: State, error: unknown): unknown {
  if (ports.cancelled.aborted || !(error instanceof UserError)) return error
  const isLast =
    ports.clock.now() >= times.until && /^(?:server-error|unreachable)$/.test(error.reason)
  const isCut = times.timedOut.aborted && error.reason === 'cancelled'
  if (!isLast && !isCut) return error
  return timedOut('The run has not ended within "timeout", as far as is known', error)
}
