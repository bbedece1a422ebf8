// What went wrong with a request to GitHub. Pure.

/**
 * - `not-authorized`: the token lacks a permission, or is not valid (401, 403)
 * - `not-found`: GitHub has no such thing, or hides it from this token (404, 410)
 * - `invalid`: GitHub understood the request and refuses it (400, 409, 422)
 * - `rate-limited`: a limit on requests, longer than may be waited
 * - `unknown`: no answer, or a failure of GitHub: whether the request took effect is not known
 */
export type GitHubProblem = 'not-authorized' | 'not-found' | 'invalid' | 'rate-limited' | 'unknown'

/** A failed request. `message` is a sentence with GitHub's own words, quoted and harmless. */
export class GitHubError extends Error {
  readonly problem: GitHubProblem
  /** The HTTP status; 0 without an answer. */
  readonly status: number
  /** GitHub's own words, as they came: compare them, but don't show them. */
  readonly words: string

  constructor(
    problem: GitHubProblem,
    message: string,
    details: { status: number; words: string; cause?: unknown },
  ) {
    super(message, { cause: details.cause })
    this.name = 'GitHubError'
    this.problem = problem
    this.status = details.status
    this.words = details.words
  }
}
