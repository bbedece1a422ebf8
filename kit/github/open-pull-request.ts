// One open pull request between two branches: found or opened.

import type { Clock } from '../time/clock.ts'
import type { PullRequest, PullRequestsApi, PullRequestText } from './api.ts'
import { GitHubError } from './github-error.ts'

export type EnsuredPullRequest =
  | { readonly pullRequest: PullRequest; readonly isNew: boolean }
  /** The base branch has all of the head branch already. */
  | 'nothing-to-merge'

/** The time until the list of pull requests shows one whose request was not answered: milliseconds. */
const SETTLE = 2000
const MAX_ATTEMPTS = 4

/** Returns the open pull request between two branches, or opens one: GitHub allows one at a time. Throws a GitHubError. */
export async function ensurePullRequest(
  api: PullRequestsApi,
  text: PullRequestText,
  { sleep, signal }: Pick<Clock, 'sleep'> & { readonly signal: AbortSignal },
): Promise<EnsuredPullRequest> {
  for (let attempt = 1; ; attempt += 1) {
    const found = (await api.pullRequests(text)).find(({ state }) => state === 'open')
    if (found) return { pullRequest: found, isNew: false }
    try {
      return { pullRequest: await api.createPullRequest(text), isNew: true }
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error
      if (error.problem === 'invalid' && /\bno commits between\b/i.test(error.words))
        return 'nothing-to-merge'
      if (!mayBeOpen(error) || attempt === MAX_ATTEMPTS || signal.aborted) throw error
    }
    await sleep(SETTLE * attempt, signal)
  }
}

const mayBeOpen = ({ problem, words }: GitHubError): boolean =>
  problem === 'unknown' || (problem === 'invalid' && /\bpull request already exists\b/i.test(words))
