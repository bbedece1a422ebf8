// A run on GitHub: start, identify, wait, and what became of it.

import { UserError } from '../../../kit/action/user-error.ts'
import { endEarly } from './end-early.ts'
import { identify } from './identify.ts'
import { placeOf } from './outputs.ts'
import type { Outcome } from './reasons.ts'
import { failedJobLines } from './report.ts'
import { start } from './start.ts'
import { readingLimits, type State, stopIfCancelled } from './state.ts'
import { waitForEnd } from './wait.ts'

/** Starts the run and waits for its end. Throws a UserError unless it succeeds. */
export async function follow(state: State): Promise<Outcome> {
  const { known, inputs } = state
  try {
    await start(state)
    if (!known.run && (inputs.wait || known.start === 'unknown')) await identify(state)
    setRun(state)
    if (inputs.wait) await waitForEnd(state)
    stopIfCancelled(state.ports)
  } catch (error) {
    throw await endEarly(state, error)
  }
  if (!inputs.wait) return 'started'
  if (known.run?.conclusion === 'success') return 'succeeded'
  throw await failure(state)
}

/** Sets what leads to the run at once: the runner may kill this step. */
function setRun({ known, ports: { redacting } }: State): void {
  const { run } = known
  if (!run) return
  redacting.runner.outputs({ 'run-id': String(run.id), 'run-url': redacting.redact(run.url) })
}

/** Returns the error of a run that ended without success, and remembers its failed jobs. */
async function failure(state: State): Promise<UserError> {
  const { known, api, ports } = state
  const { run } = known
  if (!run) throw new Error('a run that ended, but is not known')
  const { id, conclusion = '' } = run
  const place = placeOf(run)
  const reason = `run-${conclusion.replaceAll('_', '-')}`
  try {
    const all = await api.failedJobs(id, readingLimits(state))
    const { redact } = ports.redacting
    known.failedJobs = all.map(({ name, steps, url }) => ({
      ...{ name: redact(name), url: redact(url), steps: steps.map(redact) },
    }))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    if (ports.cancelled.aborted) return cancelledAfterEnd(place)
    ports.redacting.runner.log(`The failed jobs can\u2019t be read: ${error.message}`)
  }
  if (ports.cancelled.aborted) return cancelledAfterEnd(place)
  const jobs = failedJobLines(known.failedJobs).map((line) => `\n${line}`)
  return new UserError(
    reason,
    `The run ended with the conclusion ${conclusion}: ${place}${jobs.join('')}`,
  )
}

const cancelledAfterEnd = (place: string): UserError =>
  new UserError('cancelled', `The step was cancelled. The run had ended already: ${place}`)
