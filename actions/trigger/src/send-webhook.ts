// The webhook: one request, whose answer is the result.

import { UserError } from '../../../kit/action/user-error.ts'
import type { TriggerInputs } from './inputs.ts'
import type { Known } from './outputs.ts'
import type { WebhookPlan } from './plan.ts'
import type { Ports } from './ports.ts'
import type { Outcome } from './reasons.ts'
import { sparingLog } from './run-log.ts'
import { webhookRequest } from './webhook/request.ts'

/** Sends the request. Throws a UserError unless it is accepted. */
export async function sendWebhook(
  { webhook }: WebhookPlan,
  { timeout, poll }: TriggerInputs,
  ports: Ports,
  known: Known,
): Promise<Outcome> {
  const { redacting, clock, cancelled } = ports
  const request = webhookRequest(webhook)
  redacting.addSecrets(request.secrets)
  const { runner } = redacting
  runner.log(`Sending the webhook to ${webhook.url.origin}`)
  const outcome = await ports.sendWebhook(request, {
    clock,
    until: clock.now() + timeout,
    poll,
    signal: cancelled,
    onPause: sparingLog(ports),
  })
  known.httpStatus = outcome.status
  if (outcome.answer.length > 0) runner.group('The answer', outcome.answer)
  if (outcome.reason !== 'accepted') throw new UserError(outcome.reason, outcome.message)
  if (cancelled.aborted)
    throw new UserError('cancelled', `The step was cancelled. ${outcome.message}`)
  runner.log(outcome.message)
  return 'accepted'
}
