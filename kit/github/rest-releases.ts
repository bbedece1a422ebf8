// Releases, over the toolkit's client.

import type { Octokit } from '../action/github-client.ts'
import type { Release, ReleasesApi } from './api.ts'
import { GitHubError } from './github-error.ts'
import { PER_PAGE, type Requests } from './requests.ts'

/** What is read of GitHub's answer. */
type ReleaseAnswer = {
  readonly id: number
  readonly tag_name: string
  readonly html_url: string
  readonly draft: boolean
}

const releaseOf = ({ id, tag_name, html_url, draft }: ReleaseAnswer): Release => ({
  id,
  tag: tag_name,
  url: html_url,
  isDraft: draft,
})

/** Drafts are only listed for those who may write. */
const PERMISSION = 'contents: write'
const WRITE = { isRepeatable: true, permission: PERMISSION }

export function restReleases({ rest }: Octokit, { at, ask, list }: Requests): ReleasesApi {
  return {
    async releases() {
      const request = { ...WRITE, name: 'list the releases' }
      const page = (page: number) => rest.repos.listReleases({ ...at, per_page: PER_PAGE, page })
      return (await list(request, page)).map(releaseOf)
    },
    async createDraft({ tag, name, body, isPrerelease }) {
      const request = {
        name: 'create a draft release',
        isRepeatable: false,
        permission: PERMISSION,
      }
      // No target_commitish: if that commit has other workflow files than the default branch, GitHub wants a permission that a workflow's
      // token never has, although the tag exists (cli/cli#9514).
      const draft = { tag_name: tag, name, body, draft: true, prerelease: isPrerelease }
      return releaseOf(await ask(request, () => rest.repos.createRelease({ ...at, ...draft })))
    },
    async publish(id, { isPrerelease, isLatest }) {
      const request = { ...WRITE, name: 'publish the release' }
      const latest = isLatest && !isPrerelease ? 'true' : 'false'
      const change = { draft: false, prerelease: isPrerelease, make_latest: latest } as const
      const send = () => rest.repos.updateRelease({ ...at, release_id: id, ...change })
      return releaseOf(await ask(request, send))
    },
    async deleteDraft(id) {
      const request = { ...WRITE, name: 'delete a draft release' }
      try {
        await ask(request, () => rest.repos.deleteRelease({ ...at, release_id: id }))
      } catch (error) {
        if (!(error instanceof GitHubError && error.problem === 'not-found')) throw error
      }
    },
    async generateNotes({ tag, commit, previousTag }) {
      const request = { ...WRITE, name: 'generate release notes' }
      const previous = previousTag === undefined ? {} : { previous_tag_name: previousTag }
      const range = { tag_name: tag, target_commitish: commit, ...previous }
      const send = () => rest.repos.generateReleaseNotes({ ...at, ...range })
      return (await ask(request, send)).body
    },
  }
}
