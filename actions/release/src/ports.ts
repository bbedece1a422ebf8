// What release asks of the outside. Types only.

import type { Runner } from '../../../kit/action/runner.ts'
import type { Commit } from '../../../kit/git/commits.ts'
import type { GitHubApi } from '../../../kit/github/api.ts'
import type { Clock } from '../../../kit/time/clock.ts'
import type { Person } from './inputs.ts'

/** A change of a ref. An empty `from` means that it must not exist, an empty `to` deletes it. */
export type RefUpdate = { readonly ref: string; readonly from: string; readonly to: string }

/** What git says of a push. `done` and `unknown` prove nothing: read the refs. */
export type PushResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'ref-conflict'; readonly ref: string; readonly existing: string }
  | {
      readonly kind: 'refused'
      readonly refs: readonly { readonly ref: string; readonly summary: string }[]
      readonly remote: readonly string[]
    }
  | { readonly kind: 'not-authorized'; readonly remote: readonly string[] }
  | { readonly kind: 'no-atomic' }
  | { readonly kind: 'unknown'; readonly message: string }

/** What a ref is at: of an annotated tag, the tag object, and the commit that it tags. */
export type RemoteRef = { readonly id: string; readonly commit: string }

/** Branches and tags by their full names. */
export type Refs = ReadonlyMap<string, RemoteRef>

/** The remote. What it says of the history is the server's own answer, and proved; else it throws `not-proved`. */
export type RemotePort = {
  /** Reads all branches and tags, anew each time. */
  refs(): Promise<Refs>
  /** Returns the commits reachable from some commits but not from others, latest first, with their messages. */
  difference(from: readonly string[], to: readonly string[]): Promise<readonly Commit[]>
  /** Returns those of some commits that are one of the tips, or behind one. */
  behind(tips: readonly string[], commits: readonly string[]): Promise<ReadonlySet<string>>
  /** Returns the merge bases of two sets of tips; those of a merge that is not pushed yet are those of its parents together. */
  mergeBases(ours: readonly string[], theirs: readonly string[]): Promise<readonly string[]>
  /** Returns the commits at most `depth` steps behind some tips, latest first. */
  latest(tips: readonly string[], depth: number): Promise<readonly Commit[]>
}

export type NewCommit = {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
}

export type Merged = { readonly tree: string } | { readonly conflicts: readonly string[] }

/** The repository in which objects are made. Nothing of it is on the remote before the push. */
export type ObjectsPort = {
  /** Fetches commits with their trees, without files. */
  fetchTrees(commits: readonly string[]): Promise<void>
  treeOf(commit: string): Promise<string>
  /** Returns those of some files of a tree that exist, with their modes. */
  files(
    tree: string,
    paths: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly content: Buffer; readonly mode: string }>>
  /** Returns the tree with other content in some files. */
  withFiles(tree: string, files: ReadonlyMap<string, string | Buffer>): Promise<string>
  merge(trees: {
    readonly bases: readonly string[]
    readonly ours: string
    readonly theirs: string
  }): Promise<Merged>
  /** Returns the paths of the files that differ between two trees. */
  changedPaths(from: string, to: string): Promise<readonly string[]>
  /** Makes a commit, signed if `sign` says so; with `sign: github`, GitHub makes it. */
  commit(commit: NewCommit): Promise<string>
  /** Makes an annotated tag, and returns the id of its object. */
  tag(tag: {
    readonly name: string
    readonly commit: string
    readonly message: string
  }): Promise<string>
  /** Pushes all of the updates or none, each only if its ref is at `from`. */
  push(updates: readonly RefUpdate[]): Promise<PushResult>
}

/** The run, from the runner's variables. */
export type CurrentRun = {
  readonly id: string
  readonly job: string
  /** The full ref that the run is on. */
  readonly ref: string
  /** The page of the repository at GitHub, without a slash at the end; empty elsewhere. */
  readonly page: string
}

export type Ports = {
  readonly runner: Runner
  readonly clock: Clock
  /** The time of day, for calendar versions, commits and tags. */
  readonly now: () => Date
  /** From 0 to 1. */
  readonly random: () => number
  readonly cancelled: AbortSignal
  readonly run: CurrentRun
  readonly author: Person
  readonly remote: RemotePort
  readonly objects: ObjectsPort
  /** The API of the remote's host. Throws a UserError (`token-needed`). */
  readonly github: () => GitHubApi
}
