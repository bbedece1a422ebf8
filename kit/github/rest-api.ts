// GitHub's REST API about one repository, over the toolkit's client.

import type { Octokit } from '../action/github-client.ts'
import type { GitHubApi, Repository, RepositoryName } from './api.ts'
import { type Requests, requestsOf } from './requests.ts'
import { restGitData } from './rest-git-data.ts'
import { restPullRequests } from './rest-pull-requests.ts'
import { restReleases } from './rest-releases.ts'
import type { Patience } from './retry.ts'

/** Returns the API. Its functions are to be called one after the other, as GitHub asks for. */
export function restApi(
  client: Octokit,
  { owner, name }: RepositoryName,
  patience: Patience,
): GitHubApi {
  const requests = requestsOf({ owner, repo: name }, patience)
  let known: Repository | undefined
  const repository = async (): Promise<Repository> => {
    known ??= await describe(client, requests)
    return known
  }
  return {
    repository,
    ...restReleases(client, requests),
    ...restPullRequests(client, requests, repository),
    ...restGitData(client, requests),
  }
}

async function describe({ rest }: Octokit, { at, ask }: Requests): Promise<Repository> {
  const request = {
    name: 'describe the repository',
    isRepeatable: true,
    permission: 'metadata: read',
  }
  const answer = await ask(request, () => rest.repos.get(at))
  return {
    owner: answer.owner.login,
    name: answer.name,
    url: answer.html_url,
    defaultBranch: answer.default_branch,
  }
}
