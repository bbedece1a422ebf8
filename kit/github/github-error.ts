// What went wrong with a request to GitHub. Pure.

import { UserError } from '../action/user-error.ts'

/**
 * - `not-authorized`: the token is not valid, or lacks a permission (401, 403)
 * - `not-found`: GitHub has no such thing, or hides it from this token (404, 410)
 * - `invalid`: GitHub understood the request and refuses it (400, 409, 422)
 * - `rate-limited`: too many requests, for longer than may be waited
 * - `unknown`: no answer, or a failure of GitHub itself: whether the request took effect is not known
 */
export type GitHubProblem = 'not-authorized' | 'not-found' | 'invalid' | 'rate-limited' | 'unknown'

/** The reason codes of these problems, where an action has no better one. */
const REASONS: Readonly<Record<GitHubProblem, string>> = {
  'not-authorized': 'not-authorized',
  // GitHub says "not found" of what a token may not see.
  'not-found': 'not-authorized',
  invalid: 'refused',
  'rate-limited': 'remote-unreachable',
  unknown: 'remote-unreachable',
}

/** What is known more of the problem `unknown`; `malformed`: an answer that is not one of the API. The first two had no effect. */
export type GitHubFailure = 'no-connection' | 'redirected' | 'no-answer' | 'failed' | 'malformed'

export type GitHubAnswer = {
  /** The HTTP status; 0 without an answer. */
  readonly status: number
  /** GitHub's own words, as they came: compare them, but don't show them. */
  readonly words: string
  readonly cause: unknown
  readonly failure?: GitHubFailure
}

/** A failed request. The message is a sentence with GitHub's own words, quoted and harmless. */
export class GitHubError extends UserError {
  readonly problem: GitHubProblem
  readonly status: number
  readonly words: string
  readonly failure: GitHubFailure | undefined

  constructor(problem: GitHubProblem, message: string, answer: GitHubAnswer) {
    const { status, words, cause, failure } = answer
    super(REASONS[problem], message, { cause })
    this.name = 'GitHubError'
    this.problem = problem
    this.status = status
    this.words = words
    this.failure = failure
  }
}
