// The GitHub Release of a tag. Not built yet.

import type { Refs } from '../ports.ts'
import type { ReleaseNames } from '../release-names.ts'
import type { State } from '../state.ts'

/** Throws a UserError (`github-release-failed`, `token-needed`) if the token may not make releases. Called before the push. */
export async function assertMayRelease(_state: State): Promise<void> {
  throw new Error('not built yet')
}

export type TaggedRelease = {
  readonly release: ReleaseNames
  /** The commit that is tagged. */
  readonly commit: string
  /** The refs as they are now, the tag included. */
  readonly refs: Refs
}

/**
 * Makes the GitHub Release, or finds it, and remembers its id and address. The text is `known.notes`, the previous tag
 * `known.previousTag`. Sets `known.wroteMore` if it wrote something. Throws a UserError (`github-release-failed`).
 */
export async function makeGitHubRelease(_state: State, _tagged: TaggedRelease): Promise<void> {
  throw new Error('not built yet')
}
