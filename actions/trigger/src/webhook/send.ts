// Sends the webhook's request. It is sent again only if the server has not got it, or says that it did nothing: 429, 403 for a limit, and a
// redirect within its origin that keeps the method (307, 308). No service is known to recognise a request that comes twice.

import type { Answer, Exchange, NotSent } from './exchange.ts'
import { httpExchange } from './http-exchange.ts'
import { limitPause } from './limit-pause.ts'
import { type Messages, messagesFor, type Shown } from './messages.ts'
import { redirectTarget } from './redirect-target.ts'
import { withoutLogin } from './request.ts'
import { type Concealer, concealer } from './secrets.ts'
import { shownAnswer } from './shown-answer.ts'
import type { SendWebhook, WebhookOutcome } from './webhook.ts'

/** The first pause after a failed connection or a limit: milliseconds. It doubles each time. */
const PAUSE = 1000
/** How often a server is tried that can't be reached. */
const MAX_CONNECTIONS = 5
/** After so many requests, `poll` is the shortest pause. */
const FREE_REQUESTS = 4
const MAX_REDIRECTS = 3

/** What follows a request: the end, another address at once, or a pause and the same again, unless that would be too late. */
type Next =
  | { readonly outcome: WebhookOutcome }
  | { readonly url: URL }
  | {
      readonly pause: number
      readonly why: string
      readonly late: (pause: number) => WebhookOutcome
    }

/** However little is left until the timeout: a request that is begun gets that much time. Milliseconds. */
const SHORTEST = 1000

/** Returns the port, over one that sends a single request. */
export function webhookSender(exchange: Exchange = httpExchange()): SendWebhook {
  return async (request, { clock, signal, until, poll, onPause }) => {
    const concealed = concealer([...request.secrets, ...request.hidden])
    const messages = messagesFor(request.url.origin, concealed.conceal)
    const urls = [request.url]
    for (let requests = 1; ; requests += 1) {
      if (signal.aborted) return messages.cancelledBefore()
      const left = Math.max(until - clock.now(), SHORTEST)
      const made = await exchange({ ...request, url: urls.at(-1) ?? request.url }, signal, left)
      if (signal.aborted && made.kind !== 'answered')
        return made.kind === 'not-sent' ? messages.cancelledBefore() : messages.cancelledAfter()
      const next = nextStep(made, { urls, requests, messages, concealed })
      if ('outcome' in next) return next.outcome
      if ('url' in next) {
        urls.push(next.url)
        continue
      }
      const pause = Math.max(next.pause, pauseAfter(requests, poll))
      if (clock.now() + pause > until) return next.late(pause)
      onPause(`${next.why}; nothing was started. Next attempt in ${Math.ceil(pause / 1000)} s`)
      await clock.sleep(pause, signal)
    }
  }
}

/** The pauses grow, and are long enough for at most 5 requests more than the time has room for at one a `poll`. */
const pauseAfter = (requests: number, poll: number): number =>
  Math.max(PAUSE * 2 ** (requests - 1), requests < FREE_REQUESTS ? 0 : poll)

type So = {
  /** The addresses that were requested. */
  readonly urls: readonly URL[]
  readonly requests: number
  readonly messages: Messages
  readonly concealed: Concealer
}

function nextStep(made: Awaited<ReturnType<Exchange>>, so: So): Next {
  if (made.kind === 'unanswered') return { outcome: so.messages.unknown(made.why) }
  if (made.kind === 'not-sent') return afterNotSent(made, so)
  return afterAnswer(made, { status: made.status, lines: shownAnswer(made, so.concealed) }, so)
}

function afterAnswer(answer: Answer, shown: Shown, { requests, messages, urls }: So): Next {
  const { status } = answer
  const now = Date.now()
  const pause = limitPause(answer, requests, now)
  if (pause !== undefined)
    return {
      pause,
      why: `${messages.to} refused the request because of a limit (status ${status})`,
      late: (longer) => messages.limited(shown, now + longer),
    }
  if (status >= 200 && status < 300) return { outcome: messages.accepted(shown) }
  if (status >= 300 && status < 400) return afterRedirect(answer, shown, urls, messages)
  return {
    outcome: status >= 400 && status < 500 ? messages.refused(shown) : messages.failed(shown),
  }
}

function afterRedirect(
  answer: Answer,
  shown: Shown,
  urls: readonly URL[],
  messages: Messages,
): Next {
  const from = urls.at(-1)
  const target = redirectTarget(answer, from)
  const keepsMethod = shown.status === 307 || shown.status === 308
  if (!keepsMethod || !target.url || target.url.origin !== from?.origin)
    return { outcome: messages.redirected(shown, target.words) }
  const url = withoutLogin(target.url)
  const isLoop = urls.some(({ href }) => href === url.href) || urls.length > MAX_REDIRECTS
  return isLoop ? { outcome: messages.redirected(shown, 'again and again') } : { url }
}

function afterNotSent({ why, mayPass }: NotSent, { requests, messages }: So): Next {
  const failed = messages.unreachable(why, requests)
  if (!mayPass || requests >= MAX_CONNECTIONS) return { outcome: failed }
  return { pause: PAUSE, why: `No connection to ${messages.to}`, late: () => failed }
}
