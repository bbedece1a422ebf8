// What `finish` knows before it decides, and what it decided. Types only.

import type { RefUpdate } from '../../../../kit/git/push-result.ts'
import type { IntoBranch } from '../into.ts'
import type { Refs, RemoteRef } from '../ports.ts'
import type { Outcome } from '../reasons.ts'
import type { ReleaseNames } from '../release-names.ts'

/** The refs of a release as they are now. */
export type FinishFacts = {
  readonly release: ReleaseNames
  readonly refs: Refs
  /** The tip of the release branch; undefined if there is none. */
  readonly tip: string | undefined
  /** The tag, which has the tip behind it if both exist; undefined if there is none. */
  readonly tagged: RemoteRef | undefined
  /** In the order of the input: the last one is tagged. */
  readonly into: readonly IntoBranch[]
}

/** A merge that was made, or a branch that needed none. */
export type PlannedMerge = {
  readonly branch: string
  readonly from: string
  /** The same as `from` if the branch had it already. */
  readonly to: string
  /** What is merged. */
  readonly merged: string
}

export type FinishPlan = {
  /** The refs to push, all at once; none if there is nothing left to do. */
  readonly updates: readonly RefUpdate[]
  /** The outcome once they are pushed. Absent if the facts have to be read again then, for the next part. */
  readonly outcome?: Outcome
  /** The commit that is tagged, or will be; empty if it is not known yet. */
  readonly tagged: string
  readonly merges: readonly PlannedMerge[]
  /** Whether the tagged files are those of the release branch; undefined if that is not known any more. */
  readonly sameTree: boolean | undefined
  /** Pages of pull requests. */
  readonly pullRequests?: readonly string[]
  /** Something was written that is not a ref, such as a pull request. */
  readonly wroteMore?: boolean
}
