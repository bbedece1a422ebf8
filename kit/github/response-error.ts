// What a failed request means: Octokit's error becomes a GitHubError. Pure.

import { HttpFailure } from '../http/http-failure.ts'
import { quote } from '../text/escape.ts'
import { GitHubError, type GitHubProblem } from './github-error.ts'

/** A request as an error names it. */
export type Task = {
  /** What GitHub was asked to do: `create the draft release`. */
  readonly name: string
  /** The permission that it needs, as a workflow writes it: `contents: write`. */
  readonly permission: string
  /** What "not found" means; that of a repository if it is not given. */
  readonly missing?: string
}

type Headers = Readonly<Record<string, string | number | undefined>>

/** What is read of Octokit's RequestError; it has no response if the connection failed. */
type HttpError = Error & {
  readonly status: number
  readonly response?: { readonly headers: Headers; readonly data: unknown }
}

const isHttpError = (error: unknown): error is HttpError =>
  error instanceof Error && error.name === 'HttpError' && 'status' in error

export type Failure = {
  readonly error: GitHubError
  /** Milliseconds that GitHub wants to have passed before the next request; undefined if it has set no limit. */
  readonly wait: number | undefined
}

/** GitHub's advice where it names no time: at least a minute, doubled each time. */
const MINUTE = 60_000
/** No limit of GitHub is longer than an hour; this is for servers that send nonsense: milliseconds. */
const MAX_WAIT = 1_000_000_000_000

/**
 * Explains a failed request; `attempt` counts from 1. Returns undefined for an error that is not about HTTP. The times follow GitHub's
 * "Best practices for using the REST API": `retry-after`, else `x-ratelimit-reset`, else at least a minute.
 */
export function explainFailure(cause: unknown, task: Task, attempt: number): Failure | undefined {
  if (!isHttpError(cause)) return undefined
  const { response } = cause
  if (!response) {
    const failure = cause.cause instanceof HttpFailure ? cause.cause.kind : 'no-answer'
    const what = failure === 'redirected' ? '' : ' and did not answer'
    const message = `GitHub was asked to ${task.name}${what}: ${quote(cause.message)}`
    const answer = { status: 0, words: cause.message, cause, failure }
    return { error: new GitHubError('unknown', message, answer), wait: undefined }
  }
  const { status } = cause
  const words = wordsOf(response.data)
  const wait = isRateLimit(status, response.headers, words)
    ? waitOf(response.headers, attempt)
    : undefined
  const problem = wait === undefined ? problemOf(status) : 'rate-limited'
  const shown = words === '' ? `status ${status}` : `status ${status}, ${quote(words)}`
  const what = problem === 'unknown' ? 'GitHub failed to' : 'GitHub refused to'
  const advice =
    wait === undefined
      ? hint(problem, status, words, response.headers, task)
      : `; it accepts the next request ${inTime(wait, response.headers)}`
  const message = `${what} ${task.name}: ${shown}${advice}`
  const failure = problem === 'unknown' ? ({ failure: 'failed' } as const) : {}
  return { error: new GitHubError(problem, message, { status, words, cause, ...failure }), wait }
}

function problemOf(status: number): GitHubProblem {
  if (status === 401 || status === 403) return 'not-authorized'
  if (status === 404 || status === 410) return 'not-found'
  return status >= 500 || status === 408 ? 'unknown' : 'invalid'
}

/** Returns whether an answer is about a limit: nothing was done then. */
export function isRateLimit(status: number, headers: Headers, words: string): boolean {
  if (status === 429) return true
  const isLimit =
    headers['retry-after'] !== undefined ||
    String(headers['x-ratelimit-remaining']) === '0' ||
    /\brate limit\b|abuse detection/i.test(words)
  return status === 403 && isLimit
}

/** Returns how long GitHub wants to be left alone. Its own clock counts: `x-ratelimit-reset` is a time of day. */
export function waitOf(headers: Headers, attempt: number): number {
  const seconds = headers['retry-after']
  // A number only: not a date, which GitHub does not send, nor a word such as Infinity.
  if (/^\d+$/.test(String(seconds))) return Math.min(Number(seconds) * 1000, MAX_WAIT)
  const reset = Number(headers['x-ratelimit-reset']) * 1000
  const wait = reset - timeOf(headers)
  if (String(headers['x-ratelimit-remaining']) === '0' && Number.isFinite(wait))
    return Math.min(Math.max(wait, 0) + 1000, MAX_WAIT)
  return Math.min(MINUTE * 2 ** (attempt - 1), MAX_WAIT)
}

/** GitHub's time, or ours if it does not tell: milliseconds of the epoch. */
function timeOf(headers: Headers): number {
  const time = Date.parse(String(headers['date']))
  return Number.isFinite(time) ? time : Date.now()
}

/** `in 3600 s (at 2017-04-15 13:00:00 UTC)`. */
function inTime(wait: number, headers: Headers): string {
  const end = new Date(timeOf(headers) + wait)
  const time = Number.isNaN(end.getTime()) ? '' : ` (at ${utc(end)})`
  return `in ${Math.ceil(wait / 1000)} s${time}`
}

const utc = (time: Date): string => `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`

const MISSING = 'the repository has another name or owner, or the token may not see it'

/** What to do, where GitHub's words don't say it. */
function hint(
  problem: GitHubProblem,
  status: number,
  words: string,
  headers: Headers,
  { permission, missing = MISSING }: Task,
): string {
  if (status === 401) return '; the token is not valid, or has expired'
  const isHidden = problem === 'not-found'
  // GitHub has words of its own for single sign-on, for a list of allowed addresses, and for settings that forbid something.
  if (!isHidden && !/not accessible by|must have|write access/i.test(words)) return ''
  const accepted = headers['x-accepted-github-permissions']
  const needed = accepted === undefined ? permission : readable(String(accepted))
  return isHidden ? `; ${missing} (needed: ${needed})` : `; the token needs ${needed}`
}

/** GitHub's header: `contents=write; contents=write,workflows=write`; a semicolon means "or". */
const readable = (accepted: string): string => {
  const choices = accepted.split(';').map((choice) => choice.trim().replace(/_/g, '-'))
  const words = choices.map((choice) => choice.replace(/=/g, ': ').replace(/,/g, ' and '))
  return /^[a-z:, -]*$/.test(words.join('')) ? words.join(' or ') : quote(accepted)
}

type Body = { readonly message?: unknown; readonly errors?: unknown }

/** Returns GitHub's message with the errors that it lists. A page, as a proxy sends it, has no words for a user. */
function wordsOf(data: unknown): string {
  if (typeof data !== 'object' || data === null) return ''
  const { message, errors } = data as Body
  const all = Array.isArray(errors) ? errors : errors === undefined ? [] : [errors]
  return [message, ...all.map(detailOf)].filter((part) => typeof part === 'string').join(': ')
}

/** One entry: a sentence, or a code such as `already_exists` with the field that it is about. */
function detailOf(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null) return entry
  const { message, field, code } = entry as Readonly<Record<string, unknown>>
  return message ?? [field, code].filter((part) => typeof part === 'string').join(' ')
}
