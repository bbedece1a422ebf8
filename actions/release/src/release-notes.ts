// The notes of a release: what happened since the one before.

import { changesSince, type ReleaseChanges } from '../../../kit/version-history/release-changes.ts'
import { logged } from './attempt/step-log.ts'
import { releaseNotes } from './notes/release-notes.ts'
import type { Refs } from './ports.ts'
import type { ReleaseNames } from './release-names.ts'
import type { State } from './state.ts'
import { tagsOf } from './tags-of.ts'
import { readTrailers } from './trailers.ts'

/** Returns the release before a commit and the commits since then. The tag `own` does not count. */
export async function changesOf(
  { inputs, ports }: State,
  refs: Refs,
  commit: string,
  own: string,
): Promise<ReleaseChanges> {
  const tags = tagsOf(refs).filter(({ name }) => name !== own)
  return logged(ports, 'Read the commits since the previous release', () =>
    changesSince(ports.remote.history, commit, tags, inputs['tag-prefix']),
  )
}

/** Returns the notes of a release, and remembers them and the previous tag. */
export async function notesOf(
  state: State,
  refs: Refs,
  { tag }: ReleaseNames,
  commit: string,
): Promise<string> {
  const { known, inputs } = state
  const changes = await changesOf(state, refs, commit, tag)
  known.previousTag = changes.previous?.name ?? ''
  const text = releaseNotes(changes, (message) => readTrailers(message) !== undefined)
  known.notes = inputs.notes === 'none' ? '' : text
  return text
}
