// What release asks of the outside. Types only.

import type { Runner } from '../../../kit/action/runner.ts'
import type { Commit } from '../../../kit/git/commits.ts'
import type { Divergence } from '../../../kit/git/divergence.ts'
import type { RemoteRef } from '../../../kit/git/listing.ts'
import type { WorkRepository } from '../../../kit/git/work-repository.ts'
import type { GitHubApi } from '../../../kit/github/api.ts'
import type { Clock } from '../../../kit/time/clock.ts'
import type { ChangesRemote } from '../../../kit/version-history/release-changes.ts'

export type { RemoteRef } from '../../../kit/git/listing.ts'

/** Branches and tags by their full names. */
export type Refs = ReadonlyMap<string, RemoteRef>

/** The remote. What it says of the history is the server's own answer, and proved; else it throws a UserError (`not-proved`). */
export type RemotePort = {
  /** Reads all branches and tags, anew each time. */
  refs(): Promise<Refs>
  /** Returns the commits reachable from some commits but not from others, with their messages. */
  difference(from: readonly string[], to: readonly string[]): Promise<readonly Commit[]>
  /** Returns how two sets of tips differ. The merge bases of a merge that is not pushed yet are those of its parents together. */
  divergence(ours: readonly string[], theirs: readonly string[]): Promise<Divergence>
  /** Returns those of some commits that are one of the tips, or behind one: perhaps not all, but at least one if there are any. */
  behind(tips: readonly string[], commits: readonly string[]): Promise<readonly string[]>
  /** Returns the commits at most `depth` steps behind a tip, latest first, with their messages. */
  latest(tip: string, depth: number): Promise<readonly Commit[]>
  /** What the next version and the notes are made from. */
  readonly history: ChangesRemote
  /** Whether the login may be GITHUB_TOKEN, with which nothing starts workflows. */
  readonly isBotLogin: boolean
}

/** A commit to make; who makes it, when, and how it is signed is the same for all. */
export type CommitWanted = {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
}

export type TagWanted = {
  readonly name: string
  readonly commit: string
  readonly message: string
}

/** The repository in which objects are made. Nothing of it is on the remote before the push. */
export type WorkPort = Omit<WorkRepository, 'commit' | 'annotatedTag' | 'signedCommit'> & {
  /** Makes a commit, signed as the input `sign` says; with `github`, GitHub makes it. Returns its id. */
  commit(commit: CommitWanted): Promise<string>
  /** Makes an annotated tag. Returns the id of its object. */
  tag(tag: TagWanted): Promise<string>
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
  /** The run is cancelled. A push that has begun is waited for. */
  readonly cancelled: AbortSignal
  readonly run: CurrentRun
  readonly remote: RemotePort
  readonly work: WorkPort
  /** The API of the remote's host. Throws a UserError (`token-needed`). */
  readonly github: () => Promise<GitHubApi>
}
