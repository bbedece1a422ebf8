// What the next version is computed from, and what it is. Types only.

import type { HistoryFacts } from './history-facts.ts'
import type { VersionInputs } from './inputs.ts'

export type Wanted = Pick<VersionInputs, 'tag-prefix' | 'next' | 'calver' | 'timezone' | 'channel'>

export type Known = Pick<HistoryFacts, 'sha' | 'tags' | 'base' | 'now'>

export type NextVersion = {
  /** Empty if there is nothing to release. */
  readonly version: string
  /** Explanations of what is not obvious. */
  readonly remarks: readonly string[]
}

export type NoNext = { readonly reason: 'future-tag' | 'unknown-prefix'; readonly problem: string }
