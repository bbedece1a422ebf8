// Sends a request again, if that is safe, by GitHub's rules for clients.
//
// Not @octokit/plugin-retry and plugin-throttling: the first also repeats a POST that may have taken effect, which would make a second draft
// or pull request, and neither stops waiting at a deadline or when the run is cancelled.

import { isCertificateRefused } from '../http/http-failure.ts'
import type { Clock } from '../time/clock.ts'
import { GitHubError } from './github-error.ts'
import { explainFailure, type Failure, type Task } from './response-error.ts'

export type Patience = {
  readonly clock: Clock
  /** How long a request may take with its repetitions: milliseconds. */
  readonly limit: number
  /** From 0 to 1. */
  readonly random: () => number
  readonly signal: AbortSignal
  /** No pause is shorter: milliseconds; 0 if it is not given. */
  readonly shortestPause?: number
  /** How often a request is sent that only reads, or that GitHub refuses for a rate limit; 6 times if it is not given. */
  readonly maxAttempts?: number
  /** Called before each pause, with its milliseconds. */
  readonly onPause?: (error: GitHubError, pause: number) => void
}

export type Request = Task & {
  /** Whether it does no harm twice. If not, it is not sent again when its outcome is unknown. */
  readonly isRepeatable: boolean
  /** Until when, by the clock, a 404 means that GitHub does not show yet what it has made. */
  readonly missingUntil?: number
}

/** The first pause after a failure of GitHub: milliseconds. It doubles each time, up to the longest. */
const PAUSE = 1000
const LONGEST_PAUSE = 60_000
/** How often a server is asked that can't be reached to start something, or that answers as no GitHub does. */
const MAX_ATTEMPTS = 6

/**
 * Sends a request until there is an answer. Throws a GitHubError. A request that a rate limit refused had no effect, nor had one without a
 * connection.
 */
export async function persistently<T>(
  request: Request,
  send: () => Promise<T>,
  patience: Patience,
): Promise<T> {
  const { clock, limit, signal, maxAttempts = MAX_ATTEMPTS, shortestPause = 0 } = patience
  const until = clock.now() + limit
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send()
    } catch (cause) {
      const failure = failureOf(cause, request, attempt)
      if (!failure) throw cause
      const { error } = failure
      const wait = failure.wait ?? waitAfter(error, request, attempt, patience)
      const pause = Math.max(wait, shortestPause)
      const isLate = clock.now() + pause > until || attempt === maxAttempts
      if (isLate || signal.aborted) throw error
      patience.onPause?.(error, pause)
      await clock.sleep(pause, signal)
      if (signal.aborted) throw error
    }
  }
}

/** An answer that was looked at and found malformed is explained already. */
const failureOf = (cause: unknown, request: Request, attempt: number): Failure | undefined =>
  cause instanceof GitHubError
    ? { error: cause, wait: undefined }
    : explainFailure(cause, request, attempt)

/** Returns the milliseconds before the next attempt; Infinity if there is none. */
function waitAfter(
  { problem, failure, cause }: GitHubError,
  { isRepeatable, missingUntil = 0 }: Request,
  attempt: number,
  { clock, random }: Patience,
): number {
  if (problem === 'not-found' && clock.now() < missingUntil) return 0
  if (problem !== 'unknown' || failure === 'redirected' || isCertificateRefused(cause))
    return Infinity
  const isUseless = failure === 'malformed' || (failure === 'no-connection' && !isRepeatable)
  if (isUseless && attempt >= MAX_ATTEMPTS) return Infinity
  return isRepeatable || failure === 'no-connection' ? growing(attempt, random()) : Infinity
}

/** Random, so that many runs that failed together don't come back together. */
const growing = (attempt: number, random: number): number =>
  Math.min(PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE) * (0.5 + random)
