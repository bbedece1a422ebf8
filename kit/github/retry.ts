// Sends a request again, if that is safe, by GitHub's rules for clients.
//
// Not @octokit/plugin-retry and plugin-throttling: the first also repeats a POST that may have taken effect, which would make a second draft
// or pull request, and neither stops waiting at a deadline or when the run is cancelled.

import type { Clock } from '../time/clock.ts'
import { explainFailure, type Task } from './response-error.ts'

export type Patience = {
  readonly clock: Clock
  /** How long a request may take with its repetitions: milliseconds. */
  readonly limit: number
  /** From 0 to 1. */
  readonly random: () => number
  readonly signal: AbortSignal
}

export type Request = Task & {
  /** Whether it does no harm twice. If not, it is not sent again when its outcome is unknown. */
  readonly isRepeatable: boolean
}

/** The first pause after a failure of GitHub: milliseconds. It doubles each time. */
const PAUSE = 1000
const MAX_ATTEMPTS = 6

/** Sends a request until there is an answer. Throws a GitHubError. A request that a rate limit refused had no effect. */
export async function persistently<T>(
  request: Request,
  send: () => Promise<T>,
  { clock, limit, random, signal }: Patience,
): Promise<T> {
  const until = clock.now() + limit
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send()
    } catch (cause) {
      const failure = explainFailure(cause, request, attempt)
      if (!failure) throw cause
      const { error } = failure
      const isUnanswered = error.problem === 'unknown' && request.isRepeatable
      const wait = failure.wait ?? (isUnanswered ? pause(attempt, random()) : Infinity)
      const isLate = clock.now() + wait > until || attempt === MAX_ATTEMPTS
      if (isLate || signal.aborted) throw error
      await clock.sleep(wait, signal)
      if (signal.aborted) throw error
    }
  }
}

/** Random, so that many runs that failed together don't come back together. */
const pause = (attempt: number, random: number): number =>
  PAUSE * 2 ** (attempt - 1) * (0.5 + random)
