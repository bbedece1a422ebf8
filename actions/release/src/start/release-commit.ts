// The commit that starts a release: its version in the stamped files, and the changelog.

import { quote } from '../../../../kit/text/escape.ts'
import { logged } from '../attempt/step-log.ts'
import { filled } from '../messages.ts'
import type { Refs } from '../ports.ts'
import type { ReleaseNames } from '../release-names.ts'
import { notesOf } from '../release-notes.ts'
import { stampTree } from '../stamp-tree.ts'
import type { State } from '../state.ts'
import { withTrailers } from '../trailers.ts'
import { withChangelog } from './changelog-file.ts'

/** Makes the commit. Returns its id. Throws a UserError (`bad-stamp`). */
export async function releaseCommit(
  state: State,
  refs: Refs,
  names: ReleaseNames,
  from: string,
): Promise<string> {
  const { inputs, ports } = state
  const notes = await notesOf(state, refs, names, from)
  const { tree, changes, stale } = await stampTree(state, from, names.version)
  for (const { path, key, from: old, to } of changes)
    ports.runner.log(`${path}: ${key} ${quote(old)} -> ${quote(to)}`)
  for (const sentence of stale) ports.runner.annotate('warning', sentence)
  const complete = await withChangelog(state, tree, names.version, notes)
  const message = withTrailers(filled(inputs.message, names), names, ports.run)
  return logged(ports, `Created the release commit of ${names.version}`, () =>
    ports.work.commit({ tree: complete, parents: [from], message }),
  )
}
