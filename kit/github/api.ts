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
  readonly url: string
  readonly isDraft: boolean
}

export type ReleaseDraft = {
  readonly tag: string
  readonly name: string
  readonly body: string
  readonly isPrerelease: boolean
}

export type Publication = {
  readonly isPrerelease: boolean
  /** Whether it becomes the repository's latest release. A prerelease never does. */
  readonly isLatest: boolean
}

export type NotesRange = {
  readonly tag: string
  /** The commit that the tag is on, or will be: one that GitHub has, or a branch. */
  readonly commit: string
  /** The tag of the previous release; without it GitHub guesses one. */
  readonly previousTag?: string
}

/**
 * Releases. This and the ports below throw a GitHubError if GitHub refuses or can't be reached. What may safely be sent again was sent again
 * until the time was up.
 */
export type ReleasesApi = {
  /** Returns all releases; drafts too, if the token may write. GitHub does not find a draft by its tag. */
  releases(): Promise<readonly Release[]>
  /** Creates a draft. If the outcome is `unknown`, only the list of releases shows whether it exists. */
  createDraft(draft: ReleaseDraft): Promise<Release>
  publish(id: number, publication: Publication): Promise<Release>
  /** Deletes a draft. Does nothing if it is gone. */
  deleteDraft(id: number): Promise<void>
  /** Returns the text that GitHub generates. Needs the same permission as a draft, and changes nothing. */
  generateNotes(range: NotesRange): Promise<string>
}

/** A branch of the repository and the one that it is to be merged into, without `refs/heads/`. */
export type BranchPair = { readonly head: string; readonly base: string }

export type PullRequest = BranchPair & {
  readonly number: number
  readonly url: string
  readonly state: 'open' | 'closed' | 'merged'
  /** The head branch's commit; once merged, the one that was merged. */
  readonly headCommit: string
  /**
   * The commit that came to the base branch: the merge, the squashed commit, or the last of those that were rebased. Undefined unless it is
   * merged: GitHub's trial merges are on no branch.
   */
  readonly mergeCommit: string | undefined
}

export type PullRequestText = BranchPair & { readonly title: string; readonly body: string }

export type PullRequestsApi = {
  /** Returns all pull requests between two branches of the repository, the newest first. */
  pullRequests(pair: BranchPair): Promise<readonly PullRequest[]>
  /** Opens a pull request. If the outcome is `unknown`, only the list shows whether it exists. */
  createPullRequest(text: PullRequestText): Promise<PullRequest>
}

/** A file or submodule that a tree has otherwise than its base. */
export type TreeEntry = {
  readonly path: string
  /** `100644`, `100755`, `120000` (a symbolic link) or `160000` (a submodule); empty if it is removed. */
  readonly mode: string
  /** The blob, or the commit of a submodule; empty if it is removed. */
  readonly id: string
}

/** A commit without author and committer: GitHub signs those that it writes itself for an app. */
export type UnsignedCommit = {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
}

export type GitHubCommit = {
  readonly id: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly isVerified: boolean
  /** GitHub's word for its verification: `valid`, `unsigned`, `gpgverify_unavailable`. */
  readonly verification: string
  /** The commit's object without its signature, and the signature; undefined if it has none. */
  readonly signed: { readonly payload: string; readonly signature: string } | undefined
}

/** The objects of git. They belong to no branch until a ref leads to them. */
export type GitDataApi = {
  /** Stores a blob. Returns its id. */
  createBlob(content: Buffer): Promise<string>
  /** Stores the tree that has these entries, and otherwise those of a tree that GitHub has. Returns its id. */
  createTree(base: string, entries: readonly TreeEntry[]): Promise<string>
  createCommit(commit: UnsignedCommit): Promise<GitHubCommit>
  commit(id: string): Promise<GitHubCommit>
}

export type GitHubApi = ReleasesApi &
  PullRequestsApi &
  GitDataApi & {
    /** Returns the repository under the name that it has now. */
    repository(): Promise<Repository>
  }
