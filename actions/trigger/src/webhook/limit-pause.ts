// How long a server that refuses a request because of a limit wants to be left alone. Pure.

import { isRateLimit, waitOf } from '../../../../kit/github/response-error.ts'
import type { Answer } from './exchange.ts'

/** Longer pauses are all the same: none is begun. Milliseconds. */
const LONGEST = 366 * 24 * 3_600_000

/**
 * Returns milliseconds; undefined if the answer is not about a limit. `now` is the time of day where the answer has none; `attempt` counts
 * from 1.
 */
export function limitPause(answer: Answer, attempt: number, now: number): number | undefined {
  const { status, body } = answer
  if (!isRateLimit(status, answer.headers, body)) return undefined
  const date = answer.headers['date'] ?? new Date(now).toUTCString()
  const wait = waitOf({ ...answer.headers, date, ...inSeconds(answer, date) }, attempt)
  return Math.min(wait, LONGEST)
}

/** `retry-after` may also be a time of day: RFC 9110, section 10.2.3. */
function inSeconds({ headers }: Answer, date: string): Readonly<Record<string, string>> {
  const after = headers['retry-after'] ?? ''
  const seconds = (Date.parse(after) - Date.parse(date)) / 1000
  const isDate = /^[A-Z][a-z]{2,8}, /.test(after) && Number.isFinite(seconds)
  return isDate ? { 'retry-after': String(Math.max(0, Math.ceil(seconds))) } : {}
}
