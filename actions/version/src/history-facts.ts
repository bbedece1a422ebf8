// The facts that a version is computed from. Types only.

import type { NextBase } from '../../../kit/version-history/next-version-facts.ts'
import type { Strategy } from '../../../kit/version-history/remote-nearest-tag.ts'
import type { TagSelection } from '../../../kit/version-history/select-tags.ts'
import type { Tag } from '../../../kit/versions/tags.ts'

/** The nearest tag and how far away it is. */
export type NearestTag = {
  /** The full name of the tag; empty if there is none. */
  readonly tag: string
  /** Commits since the tag; all commits if there is none. */
  readonly distance: number
  /** The name of its ref, if git describe prints another one: that in the tag object. */
  readonly ref?: string
  /** How much of the history was fetched. */
  readonly strategy: 'local' | Strategy
  /** The abbreviated commit as git describe prints it; only in mode `exact`. */
  readonly short?: string
}

export type HistoryFacts = NearestTag & {
  readonly sha: string
  readonly short: string
  /** Changed files. */
  readonly changed: readonly string[]
  /** Empty if unknown. */
  readonly branch: string
  /** HEAD is on the default branch. */
  readonly onDefault: boolean
  /** The commit's date as git prints it. */
  readonly date: string
  /** All known tags. */
  readonly tags: readonly Tag[]
  readonly selection: TagSelection
  /** Absent if no step is wanted. */
  readonly base?: NextBase
  readonly now: Date
  readonly fetched: number
}
