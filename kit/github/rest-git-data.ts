// Git's objects, over the toolkit's client. All of them can be stored twice: their ids depend on their content.

import type { Octokit } from '../action/github-client.ts'
import type { GitDataApi, GitHubCommit, TreeEntry } from './api.ts'
import type { Requests } from './requests.ts'

const WRITE = { isRepeatable: true, permission: 'contents: write' }
const READ = { isRepeatable: true, permission: 'contents: read' }

/** What is read of GitHub's answer. */
type CommitAnswer = {
  readonly sha: string
  readonly tree: { readonly sha: string }
  readonly parents: readonly { readonly sha: string }[]
  readonly verification: {
    readonly verified: boolean
    readonly reason: string
    readonly payload: string | null
    readonly signature: string | null
  }
}

function commitOf({ sha, tree, parents, verification }: CommitAnswer): GitHubCommit {
  const { verified, reason, payload, signature } = verification
  return {
    id: sha,
    tree: tree.sha,
    parents: parents.map((parent) => parent.sha),
    isVerified: verified,
    verification: reason,
    signed: payload === null || signature === null ? undefined : { payload, signature },
  }
}

const KINDS = { '100644': 'blob', '100755': 'blob', '120000': 'blob', '160000': 'commit' } as const

/** An entry as GitHub wants it; one without an id is removed, whatever its mode says. */
function entryOf({ path, mode, id }: TreeEntry) {
  const known = (Object.keys(KINDS) as (keyof typeof KINDS)[]).find((name) => name === mode)
  return {
    path,
    mode: known ?? '100644',
    type: KINDS[known ?? '100644'],
    sha: id === '' ? null : id,
  }
}

export function restGitData({ rest }: Octokit, { at, ask }: Requests): GitDataApi {
  return {
    async createBlob(content) {
      const blob = { content: content.toString('base64'), encoding: 'base64' }
      const send = () => rest.git.createBlob({ ...at, ...blob })
      return (await ask({ ...WRITE, name: 'store a file' }, send)).sha
    },
    async createTree(base, entries) {
      const tree = { base_tree: base, tree: entries.map(entryOf) }
      const send = () => rest.git.createTree({ ...at, ...tree })
      return (await ask({ ...WRITE, name: 'store a tree of files' }, send)).sha
    },
    async createCommit({ tree, parents, message }) {
      const commit = { tree, parents: [...parents], message }
      const send = () => rest.git.createCommit({ ...at, ...commit })
      return commitOf(await ask({ ...WRITE, name: 'make a commit' }, send))
    },
    async commit(id) {
      const send = () => rest.git.getCommit({ ...at, commit_sha: id })
      return commitOf(await ask({ ...READ, name: 'show a commit' }, send))
    },
  }
}
