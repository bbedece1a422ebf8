// One request of a webhook and its answer, as the rules in `send.ts` see them. Types only. Pure.

import type { WebhookRequest } from './webhook.ts'

export type Answer = {
  readonly kind: 'answered'
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The beginning of the body, as it came. */
  readonly body: string
  /** Whether that is all of it. */
  readonly isWhole: boolean
}

/** No connection came about: the server has nothing of the request. */
export type NotSent = {
  readonly kind: 'not-sent'
  readonly why: string
  /** Whether the next attempt may be luckier: a certificate stays as it is. */
  readonly mayPass: boolean
}

/** Something may have been sent, and no answer came: it may have taken effect. */
export type Unanswered = { readonly kind: 'unanswered'; readonly why: string }

/**
 * Sends the request once, on a connection of its own, and follows no redirect. Ends early if the signal comes, or after `left`
 * milliseconds without an answer.
 */
export type Exchange = (
  request: Pick<WebhookRequest, 'url' | 'headers' | 'body'>,
  signal: AbortSignal,
  left: number,
) => Promise<Answer | NotSent | Unanswered>
