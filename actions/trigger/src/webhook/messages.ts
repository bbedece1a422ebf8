// What became of a webhook's request, in sentences. Of the URL, only the origin is shown. Pure.

import { quote, visible } from '../../../../kit/text/escape.ts'
import type { WebhookOutcome } from './webhook.ts'

export type Messages = ReturnType<typeof messagesFor>

const LOOK = 'Look there before you run this again'

/** What the answer is, with the lines that are shown of it. */
export type Shown = { readonly status: number; readonly lines: readonly string[] }

/** Returns the outcomes of a request to an origin. `conceal` removes secrets: a redirect or an error may repeat one. */
export function messagesFor(origin: string, conceal: (text: string) => string) {
  const to = visible(origin)
  const unanswered = { status: undefined, answer: [] }
  const of = ({ status, lines }: Shown) => ({ status, answer: lines })
  const make = (
    reason: WebhookOutcome['reason'],
    message: string,
    more: Pick<WebhookOutcome, 'status' | 'answer'>,
  ): WebhookOutcome => ({ reason, message, ...more })
  return {
    to,
    accepted: (shown: Shown) =>
      make('accepted', `${to} accepted the request: status ${shown.status}`, of(shown)),
    refused: (shown: Shown) =>
      make(
        'webhook-refused',
        `${to} refused the request: status ${shown.status}${hint(shown.status)}`,
        of(shown),
      ),
    failed: (shown: Shown) =>
      make(
        'start-unknown',
        `${to} failed: status ${shown.status}. It may have taken the request all the same. ${LOOK}`,
        of(shown),
      ),
    unknown: (why: string) =>
      make(
        'start-unknown',
        `${to} did not answer: ${quote(conceal(why))}. It may have taken the request. ${LOOK}`,
        unanswered,
      ),
    unreachable: (why: string, attempts: number) =>
      make(
        'unreachable',
        `No connection to ${to}: ${quote(conceal(why))}${attempts > 1 ? ` (${attempts} attempts)` : ''}. Nothing was sent`,
        unanswered,
      ),
    limited: (shown: Shown, ends: number) =>
      make(
        'rate-limited',
        `${to} refused the request because of a limit: status ${shown.status}. The limit ends at ${timeOf(ends)}, after "timeout"; nothing was started`,
        of(shown),
      ),
    redirected: (shown: Shown, where: string) =>
      make(
        'redirect-refused',
        `${to} redirects the request: status ${shown.status}, ${conceal(where)}. It was not sent there. Set "url" to the address that takes it`,
        of(shown),
      ),
    cancelledBefore: () =>
      make('cancelled', `Cancelled before ${to} took the request; nothing was started`, unanswered),
    cancelledAfter: () =>
      make(
        'cancelled',
        `Cancelled before ${to} answered. It may have taken the request. ${LOOK}`,
        unanswered,
      ),
  }
}

function hint(status: number): string {
  if (status === 401 || status === 403)
    return '. Check the credentials in "headers", "secret" and "url"'
  if (status === 404 || status === 410) return '. Check "url"'
  return status === 400 || status === 415 || status === 422
    ? '. Check "payload" and "content-type"'
    : ''
}

const timeOf = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
