// What the next version is computed from, and what it is. Types only.

import type { Commit } from '../git/commits.ts'
import type { Format } from '../versions/calendar-format.ts'
import type { VersionTag } from '../versions/released-tags.ts'
import type { Tag } from '../versions/tags.ts'

/** How the next version is made: by the calendar, by a step, or by the step that the commits call for. */
export type Scheme = 'major' | 'minor' | 'patch' | 'conventional' | 'calver'

/** What is wanted, by the names of the inputs. */
export type Wanted = {
  readonly 'tag-prefix': string
  readonly next: Scheme | 'none'
  /** The format of calendar versions, and the time zone of their days. */
  readonly calver: Format
  readonly timezone: string
  /** `stable`, or the kind of pre-release. */
  readonly channel: 'stable' | 'beta' | 'rc' | 'alpha'
}

/** What the next version starts from. */
export type NextBase = {
  /** The release that the next version follows; absent if there is none. */
  readonly release?: VersionTag
  /** A nearer release, of an older line that was merged. */
  readonly nearer?: string
  /** A pre-release behind the commit, which may announce a higher version. */
  readonly announcing?: VersionTag
  /** The commits since the release; only for `conventional`. */
  readonly commits: readonly Commit[]
  /** Those of them that change a file in `paths`; absent if all count. */
  readonly inPaths?: ReadonlySet<string>
}

export type Known = {
  /** The commit to release. */
  readonly sha: string
  /** All tags. */
  readonly tags: readonly Tag[]
  /** Versions without a tag that are taken all the same, without the prefix: those of open release branches. */
  readonly taken?: readonly string[]
  /** Absent if no step is wanted. */
  readonly base?: NextBase
  readonly now: Date
}

export type NextVersion = {
  /** Empty if there is nothing to release. */
  readonly version: string
  /** Explanations of what is not obvious. */
  readonly remarks: readonly string[]
}

export type NoNext = { readonly reason: 'future-tag' | 'unknown-prefix'; readonly problem: string }
