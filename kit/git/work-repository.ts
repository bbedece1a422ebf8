// A repository in which commits, merges and tags of a remote are made and pushed, without a clone: trees are fetched, and of the files only
// those that are needed. Types only.

import type { MergeBase } from './divergence.ts'
import type { Person } from './person.ts'
import type { PushResult, RefUpdate } from './push-result.ts'

/** A file of a tree. */
export type TreeFile = {
  /** Its bytes, or where a symbolic link leads. */
  readonly content: Buffer
  readonly mode: FileMode
}

/** An ordinary file, a program, a symbolic link; a submodule has a commit instead of content. */
export type FileMode = '100644' | '100755' | '120000'

/** A file or submodule that one tree has otherwise than another. */
export type TreeDifference = {
  readonly path: string
  /** Empty if the second tree does not have it; `160000` is a submodule. */
  readonly mode: string
  /** The blob in the second tree, or the commit of a submodule; empty if the second tree does not have it. */
  readonly id: string
}

export type NewCommit = {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  /** Author and committer. */
  readonly author: Person
  /** The time of both, in seconds; it is shown in UTC. */
  readonly time: number
  /** A file with a private key, if the commit is signed with ssh. */
  readonly signingKey?: string
}

export type NewTag = {
  /** Without `refs/tags/`. */
  readonly name: string
  readonly commit: string
  readonly message: string
  readonly tagger: Person
  /** In seconds; it is shown in UTC. */
  readonly time: number
  /** A file with a private key, if the tag is signed with ssh. */
  readonly signingKey?: string
}

/** A merge base with the tree that counts for the merge: its own, or one made of it. */
export type BaseTree = MergeBase & { readonly tree: string }

export type Merge = {
  /** All merge bases, as `mergeBases` returns them. */
  readonly bases: readonly BaseTree[]
  /** The tree of the branch that is merged into. */
  readonly ours: string
  readonly theirs: string
}

export type MergeResult = { readonly tree: string } | { readonly conflicts: readonly string[] }

export type WorkRepository = {
  /** Fetches commits of the remote with their trees, without parents and files, in one request. What is here is not asked for again. */
  fetchTrees(commits: readonly string[]): Promise<void>
  /** Returns the tree of a commit that was fetched or made here. */
  treeOf(commit: string): Promise<string>
  /** Returns the paths of all files and submodules of a tree or commit. */
  paths(treeish: string): Promise<readonly string[]>
  /** Returns those of some files that a tree or commit has, by path. Missing content is fetched in one request. Folders and submodules don't count. */
  files(treeish: string, paths: readonly string[]): Promise<ReadonlyMap<string, TreeFile>>
  /**
   * Returns the tree with the content of some files replaced, byte for byte. Modes are kept; a new file is an ordinary one. Throws a
   * UserError (`bad-stamp`) where there is a symbolic link, a folder or a submodule, or a file where a folder is needed.
   */
  withFiles(tree: string, files: ReadonlyMap<string, string | Uint8Array>): Promise<string>
  /** Returns what a second tree has otherwise than the first, by path. Renamed files are removed at one path and added at another. */
  differences(from: string, to: string): Promise<readonly TreeDifference[]>
  /** Returns the content of a blob, fetched if it is missing. */
  blob(id: string): Promise<Buffer>
  /** Makes a commit. Its message is cleaned up as `git commit` does it. Returns its id. */
  commit(commit: NewCommit): Promise<string>
  /**
   * Writes a commit that was made and signed elsewhere, as GitHub's API returns it (`sha`, `verification`). Returns its id, which is another
   * one if these are not the parts of that commit.
   */
  signedCommit(commit: {
    readonly id: string
    readonly payload: string
    readonly signature: string
  }): Promise<string>
  /** Merges trees as `git merge` does, with the attributes of our side. Returns the tree, or the paths that are in conflict. */
  mergeTrees(merge: Merge): Promise<MergeResult>
  /** Makes an annotated tag. Returns the id of its object. */
  annotatedTag(tag: NewTag): Promise<string>
  /** Pushes all updates of refs or none, each only if the ref is as expected. Nothing is pushed where the result is not `done` or `unknown`. */
  push(updates: readonly RefUpdate[]): Promise<PushResult>
}
