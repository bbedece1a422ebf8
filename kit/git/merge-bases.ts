// The merge bases of commits of a remote, proved without their histories.

import type { Commit } from './commits.ts'

/** How the histories of two sides differ. */
export type Divergence = {
  /** The commits that only our side has. */
  readonly ours: readonly Commit[]
  /** The commits that only their side has. */
  readonly theirs: readonly Commit[]
  /** The merge bases; none if the histories have nothing in common. If one side has all of the other, the other's tips. */
  readonly bases: readonly string[]
}
