// A webhook as the run sees it: what is sent, for how long, and what became of it. Types only. Pure.

import type { Clock } from '../../../../kit/time/clock.ts'

export type Header = readonly [name: string, value: string]

/** The one request. `request.ts` makes it of the inputs. */
export type WebhookRequest = {
  /** Without a login: that is in the header Authorization. */
  readonly url: URL
  readonly headers: readonly Header[]
  readonly body: Uint8Array
  /** What is masked in the job's log before the request is made. */
  readonly secrets: readonly string[]
  /** What is also removed from what is shown of the answer, such as the path of `url`. */
  readonly hidden: readonly string[]
}

export type Patience = {
  readonly clock: Clock
  /** The time of `clock` after which no pause may end: milliseconds. */
  readonly until: number
  /** The shortest pause once there were several requests: milliseconds. */
  readonly poll: number
  /** Comes when the step is cancelled. */
  readonly signal: AbortSignal
  /** Gets a sentence before each pause. */
  onPause(sentence: string): void
}

export type WebhookReason =
  | 'accepted'
  | 'cancelled'
  | 'rate-limited'
  | 'redirect-refused'
  | 'start-unknown'
  | 'unreachable'
  | 'webhook-refused'

/** What became of the request. No text in it contains a secret; all of it may be shown. */
export type WebhookOutcome = {
  readonly reason: WebhookReason
  /** A sentence: what happened, and what to do. */
  readonly message: string
  /** The HTTP status of the last answer; undefined without one. */
  readonly status: number | undefined
  /** The lines of the first 2 kB of the answer. */
  readonly answer: readonly string[]
}

/** Sends the request, at most once unless the server certainly did nothing with it. A failure is an outcome too. */
export type SendWebhook = (request: WebhookRequest, patience: Patience) => Promise<WebhookOutcome>
