// What actions ask of GitHub's REST API about one repository: a port, so that plans and tests need no GitHub. Pure.

/** A repository's names, as GitHub writes them. */
export type RepositoryName = { readonly owner: string; readonly name: string }

export type Repository = RepositoryName & {
  /** Its page, without a slash at the end. */
  readonly url: string
  readonly defaultBranch: string
}

export type Release = {
  readonly id: number
  /** The tag's name. A draft has one too, whether the tag exists or not. */
  readonly tag: string
  readonly name: string
  readonly body: string
  readonly url: string
  readonly isDraft: boolean
  readonly isPrerelease: boolean
  /** Whether neither the release nor its tag can be changed any more. */
  readonly isImmutable: boolean
}

export type ReleaseDraft = {
  readonly tag: string
  readonly name: string
  readonly body: string
  readonly isPrerelease: boolean
}

export type Publication = {
  readonly isPrerelease: boolean
  /** Whether it becomes the repository's latest release. GitHub refuses that for a prerelease. */
  readonly isLatest: boolean
}

export type NotesRange = {
  readonly tag: string
  /** The commit that the tag is on, or will be. */
  readonly commit: string
  /** The tag of the previous release; without it GitHub guesses one. */
  readonly previousTag?: string
}

/** A branch of the repository, and the branch that it is to be merged into; names without `refs/heads/`. */
export type BranchPair = { readonly head: string; readonly base: string }

export type PullRequest = BranchPair & {
  readonly number: number
  readonly url: string
  readonly state: 'open' | 'closed' | 'merged'
  /** The commit of the head branch when it was last looked at: of a merged one, what was merged. */
  readonly headCommit: string
  /**
   * Of a merged one, the commit that came to the base branch: the merge, the squashed commit, or the last of those that were rebased. Undefined
   * otherwise: GitHub's trial merge of an open one is on no branch.
   */
  readonly mergeCommit: string | undefined
}

export type PullRequestText = BranchPair & { readonly title: string; readonly body: string }

/** A file of a tree that differs from the base tree. Without a blob it is removed. */
export type TreeEntry = {
  readonly path: string
  readonly mode: '100644' | '100755' | '120000' | '160000'
  readonly id: string | undefined
}

export type NewCommit = {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
}

/** A commit as GitHub has written it, without author and committer of ours, so that it signs the commits of a bot. */
export type CreatedCommit = {
  readonly id: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly isVerified: boolean
  /** GitHub's word if it is not: `unsigned`, `gpgverify_unavailable`. */
  readonly why: string
  /** The commit object without its signature, and the signature: together they make the object. Undefined if it has none. */
  readonly payload: string | undefined
  readonly signature: string | undefined
}

/**
 * The API for one repository. Every function throws a `GitHubError` if GitHub refuses or can't be reached; requests that may safely be
 * sent again were, by GitHub's own rules, until the time was up.
 */
export type GitHubApi = {
  /** Returns the repository under the name that it has now. */
  repository(): Promise<Repository>
  /** Returns all releases, drafts included if the token may write. GitHub does not find a draft by its tag. */
  releases(): Promise<readonly Release[]>
  /** Creates a draft. Not sent again if its outcome is unknown: the list of releases shows whether it exists. */
  createDraft(draft: ReleaseDraft): Promise<Release>
  /** Changes the text of a draft or a release. */
  updateRelease(id: number, draft: ReleaseDraft): Promise<Release>
  /** Publishes a draft. */
  publish(id: number, publication: Publication): Promise<Release>
  /** Deletes a draft; that it is gone is success. */
  deleteDraft(id: number): Promise<void>
  /** Returns the text that GitHub generates. Needs the same permission as creating a release, and changes nothing. */
  generateNotes(range: NotesRange): Promise<string>
  /** Returns all pull requests between two branches, the newest first. Those of forks are left out. */
  pullRequests(pair: BranchPair): Promise<readonly PullRequest[]>
  pullRequest(number: number): Promise<PullRequest>
  /** Opens a pull request. Not sent again if its outcome is unknown. */
  createPullRequest(text: PullRequestText): Promise<PullRequest>
  /** Writes a blob, and returns its id. */
  createBlob(content: Buffer): Promise<string>
  /** Writes the tree that has these entries and otherwise those of a tree that GitHub has. Returns its id. */
  createTree(base: string, entries: readonly TreeEntry[]): Promise<string>
  createCommit(commit: NewCommit): Promise<CreatedCommit>
  /** Returns a commit as it was written; a signature may be verified later than the commit. */
  commit(id: string): Promise<CreatedCommit>
}
