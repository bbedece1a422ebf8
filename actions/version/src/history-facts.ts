// What a version is made of. Types alone.
import type { Tag } from '../../../kit/versions/tags.ts'
import type { Strategy } from './remote-nearest-tag.ts'
import type { TagSelection } from './select-tags.ts'

/** The nearest tag and how far away it is. */
export type NearestTag = {
  /** The tag, whole; empty when there is none. */
  readonly tag: string
  /** Commits since the tag, or all when there is none. */
  readonly distance: number
  /** How much of the history it took. */
  readonly strategy: 'local' | Strategy
  /** The abbreviated commit as git describe has it, where that counts. */
  readonly short?: string
}

/** What `next` counts on from. */
export type NextBase = {
  /** The nearest release; empty when there is none. */
  readonly tag: string
  /** The messages of the commits since then; only where they are asked for. */
  readonly messages: readonly string[]
}

export type HistoryFacts = NearestTag & {
  readonly sha: string
  readonly short: string
  /** The files that are changed. */
  readonly changed: readonly string[]
  /** Empty when nothing says it. */
  readonly branch: string
  /** HEAD is on the default branch. */
  readonly onDefault: boolean
  /** The commit's date as git prints it. */
  readonly date: string
  /** All tags that are known. */
  readonly tags: readonly Tag[]
  readonly selection: TagSelection
  /** Absent where no step is asked for. */
  readonly base?: NextBase
  readonly now: Date
  readonly fetched: number
}
