// Pull requests, over the toolkit's client.

import type { Octokit } from '../action/github-client.ts'
import type { PullRequest, PullRequestsApi, Repository } from './api.ts'
import { PER_PAGE, type Requests } from './requests.ts'

type Branch = {
  readonly ref: string
  readonly sha: string
  /** Null if a fork is gone. */
  readonly repo: { readonly id: number } | null
}

/** What is read of GitHub's answer. */
type PullRequestAnswer = {
  readonly number: number
  readonly html_url: string
  readonly state: string
  readonly merged_at: string | null
  readonly merge_commit_sha: string | null
  readonly head: Branch
  readonly base: Branch
}

function pullRequestOf(answer: PullRequestAnswer): PullRequest {
  const isMerged = answer.merged_at !== null
  return {
    number: answer.number,
    url: answer.html_url,
    state: isMerged ? 'merged' : answer.state === 'open' ? 'open' : 'closed',
    head: answer.head.ref,
    base: answer.base.ref,
    headCommit: answer.head.sha,
    mergeCommit: isMerged ? (answer.merge_commit_sha ?? undefined) : undefined,
  }
}

export function restPullRequests(
  { rest }: Octokit,
  { at, ask, list }: Requests,
  repository: () => Promise<Repository>,
): PullRequestsApi {
  return {
    async pullRequests({ head, base }) {
      // GitHub needs the present owner with the branch: without one it ignores the filter.
      const { owner } = await repository()
      const filter = { head: `${owner}:${head}`, base, state: 'all', per_page: PER_PAGE } as const
      const request = {
        name: 'list the pull requests',
        isRepeatable: true,
        permission: 'pull-requests: read',
      }
      const found = await list(request, (page) => rest.pulls.list({ ...at, ...filter, page }))
      return found
        .filter((pull) => pull.head.ref === head && pull.base.ref === base)
        .filter((pull) => pull.head.repo?.id === pull.base.repo.id)
        .map(pullRequestOf)
        .sort((a, b) => b.number - a.number)
    },
    async createPullRequest({ head, base, title, body }) {
      const request = {
        name: 'open a pull request',
        isRepeatable: false,
        permission: 'pull-requests: write',
      }
      const send = () => rest.pulls.create({ ...at, head, base, title, body })
      return pullRequestOf(await ask(request, send))
    },
  }
}
