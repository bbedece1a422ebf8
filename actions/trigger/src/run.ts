// Plans, starts what was planned, and sets the outputs.

import { UserError } from '../../../kit/action/user-error.ts'
import { follow } from './follow.ts'
import type { TriggerInputs } from './inputs.ts'
import { type Known, nothingKnown, outputsOf } from './outputs.ts'
import { type Plan, plan } from './plan.ts'
import type { Ports } from './ports.ts'
import { LAST_LINES, type Outcome } from './reasons.ts'
import { summaryOf } from './report.ts'
import { sparingLog } from './run-log.ts'
import { sendWebhook } from './send-webhook.ts'
import { timesOf } from './state.ts'

/** Triggers the deployment. Throws a UserError on failure; outputs are set in either case. */
export async function run(inputs: TriggerInputs, ports: Ports): Promise<void> {
  const { clock, redacting } = ports
  redacting.addSecrets([inputs.token, inputs.secret].filter((value) => value !== ''))
  const began = clock.now()
  const planned = plan(inputs, { repository: ports.repository, unique: ports.unique() })
  const known = nothingKnown()
  try {
    const outcome = await perform(inputs, ports, planned, known)
    redacting.runner.log(LAST_LINES[outcome])
    report(ports, planned, known, outcome, clock.now() - began)
  } catch (error) {
    const reason = error instanceof UserError ? error.reason : 'internal-error'
    report(ports, planned, known, reason, clock.now() - began)
    throw error
  }
}

async function perform(
  inputs: TriggerInputs,
  ports: Ports,
  planned: Plan,
  known: Known,
): Promise<Outcome> {
  if (planned.way === 'webhook') return sendWebhook(planned, inputs, ports, known)
  const times = timesOf(inputs, ports)
  const api = await ports.workflows(planned.repository, {
    token: inputs.token,
    poll: inputs.poll,
    onPause: sparingLog(ports),
  })
  return follow({ inputs, ports, plan: planned, api, known, times })
}

function report(
  { redacting }: Ports,
  planned: Plan,
  known: Known,
  reason: string,
  milliseconds: number,
): void {
  const outputs = outputsOf(known, milliseconds)
  redacting.runner.outputs({
    ...outputs,
    'run-url': redacting.redact(outputs['run-url']),
    reason,
  })
  redacting.runner.summary(summaryOf(planned, known, reason, milliseconds))
}
