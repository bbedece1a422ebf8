// Starts the workflow, or sends the event: once.

import { UserError } from '../../../kit/action/user-error.ts'
import { quote } from '../../../kit/text/escape.ts'
import { placeOf } from './outputs.ts'
import { correlationMissing, type EventPlan, type WorkflowPlan } from './plan.ts'
import { readingLimits, type State, stopIfCancelled } from './state.ts'
import type { Limits, Start } from './workflows-api.ts'

/** Starts it, and remembers whether it was started and as which run. Throws a UserError if it was not. */
export async function start(state: State): Promise<void> {
  const { plan, known, ports } = state
  const { runner } = ports.redacting
  const made =
    plan.way === 'event' ? await sendEvent(state, plan) : await startWorkflow(state, plan)
  if (made.kind === 'details-refused')
    throw new UserError('invalid-request', 'GitHub refused a key that was not sent')
  if (made.kind === 'unknown') {
    known.start = 'unknown'
    runner.annotate('warning', `${made.why}. It may have been started`)
    return
  }
  known.start = 'yes'
  known.run = made.run
  runner.log(
    made.run ? `Started: ${placeOf(made.run)}` : 'Started; GitHub did not say which run it is',
  )
}

async function startWorkflow(state: State, plan: WorkflowPlan): Promise<Start> {
  const { inputs, api, ports } = state
  const { workflow, repository } = plan
  const ref = plan.ref ?? (await api.defaultBranch(readingLimits(state)))
  stopIfCancelled(ports)
  const { runner } = ports.redacting
  runner.log(
    `Starting ${quote(workflow)} of ${repository.owner}/${repository.name} on ${quote(ref)}`,
  )
  const request = { workflow, ref, inputs: plan.inputs }
  const made = await api.startWorkflow({ ...request, returnsRun: true }, startLimits(state))
  if (made.kind !== 'details-refused') return made
  stopIfCancelled(ports)
  if (inputs.wait && plan.correlation === undefined)
    throw correlationMissing('This server does not name the run that it starts')
  runner.log('This server does not name the run that it starts, and has started nothing yet')
  return api.startWorkflow({ ...request, returnsRun: false }, startLimits(state))
}

function sendEvent(state: State, { type, payload, repository }: EventPlan): Promise<Start> {
  stopIfCancelled(state.ports)
  const to = `${repository.owner}/${repository.name}`
  state.ports.redacting.runner.log(`Sending the repository_dispatch ${quote(type)} to ${to}`)
  return state.api.startEvent(type, payload, startLimits(state))
}

/** A start that is under way is awaited if the step is cancelled, so that its run can be cancelled or named. */
const startLimits = ({ ports, times }: State): Limits => ({
  until: times.until,
  signal: ports.cancelled,
  grace: times.grace,
})
