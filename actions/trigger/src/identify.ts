// Finds the run that was started by the correlation in its name, where GitHub did not say which one it is.

import { UserError } from '../../../kit/action/user-error.ts'
import { placeOf } from './outputs.ts'
import { readingLimits, type State, stopIfCancelled } from './state.ts'
import type { Limits, WorkflowRun } from './workflows-api.ts'

/** How long a run is looked for: milliseconds. */
const LONGEST_SEARCH = 5 * 60_000
/** The clocks of this machine and of GitHub differ: milliseconds. */
const SLACK = 2 * 60_000

/** Finds the run. Throws a UserError (`run-not-identified`, or `start-unknown` if there may be none). */
export async function identify(state: State): Promise<void> {
  const { plan, ports, known, inputs } = state
  const { clock, redacting } = ports
  if (plan.correlation === undefined || plan.workflow === undefined)
    throw notFound(state, 'Without "correlation" and "workflow" it can\u2019t be looked for')
  redacting.runner.log(`Looking for the run whose name contains ${plan.correlation}`)
  const until = Math.min(state.times.until, clock.now() + LONGEST_SEARCH)
  for (;;) {
    const left = until - clock.now()
    if (left <= 0)
      throw notFound(state, `No run of the workflow has ${plan.correlation} in its name`)
    await clock.sleep(Math.min(inputs.poll, left), ports.cancelled)
    stopIfCancelled(ports)
    const run = await look(state, { ...readingLimits(state), until }).catch((error: unknown) => {
      stopIfCancelled(ports)
      if (!(error instanceof UserError)) throw error
      throw notFound(state, `It could not be looked for: ${error.message}`, error)
    })
    if (!run) continue
    known.start = 'yes'
    known.run = run
    redacting.runner.log(`Found: ${placeOf(run)}`)
    return
  }
}

/** Looks once. Returns the run; undefined if it is not there, or not yet. */
export async function look(state: State, limits: Limits): Promise<WorkflowRun | undefined> {
  const { plan, times, api, ports } = state
  const { workflow, correlation } = plan
  if (workflow === undefined || correlation === undefined) return undefined
  const event = plan.way === 'event' ? 'repository_dispatch' : 'workflow_dispatch'
  const since = new Date(times.began.getTime() - SLACK)
  const runs = await api.runs({ workflow, event, since }, limits)
  const found = runs.filter(({ title }) => title.includes(correlation))
  const [first, ...others] = found.toSorted((one, other) => one.id - other.id)
  if (others.length > 0)
    ports.redacting.runner.annotate(
      'warning',
      `${found.length} runs have ${correlation} in their name; the first one counts`,
    )
  return first
}

function notFound({ known }: State, why: string, cause?: unknown): UserError {
  return known.start === 'yes'
    ? new UserError(
        'run-not-identified',
        `A run was started, but it is not known which one it is. ${why}. Does the workflow\u2019s "run-name" show the correlation?`,
        { cause },
      )
    : new UserError(
        'start-unknown',
        `It is not known whether a run was started. ${why}. Look there before you run this again`,
        { cause },
      )
}
