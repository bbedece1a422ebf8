// How two histories differ, and where they meet. Types only.

import type { Commit } from './commits.ts'

/** A commit that two sides have in common and no later one of which it is an ancestor, or such a commit of two others. */
export type MergeBase = {
  readonly commit: string
  /** The commit time, in seconds. */
  readonly time: number
  /** Those of the other bases that are its ancestors: the bases of the bases, after merges in both directions. */
  readonly ancestors: readonly string[]
}

/** How the histories of two sides differ. */
export type Divergence = {
  /** The commits that only our side has; none if their side has all of it. */
  readonly ours: readonly Commit[]
  /** The commits that only their side has. */
  readonly theirs: readonly Commit[]
  /**
   * The merge bases and, if there are several, theirs, and so on: all that `git merge` looks at. None if the histories have nothing in
   * common.
   */
  readonly bases: readonly MergeBase[]
}
