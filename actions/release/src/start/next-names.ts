// The next version, with its names.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { nextRelease } from '../../../../kit/version-history/release-changes.ts'
import { logged } from '../attempt/step-log.ts'
import type { Refs } from '../ports.ts'
import { namesOf, type OpenRelease, type ReleaseNames } from '../release-names.ts'
import { changesOf } from '../release-notes.ts'
import type { State } from '../state.ts'
import { tagsOf } from '../tags-of.ts'
import { isOwnWork } from './own-work.ts'

/** Returns the names of the next release; undefined if there is nothing to release, which the log explains. */
export async function nextNames(
  state: State,
  refs: Refs,
  from: string,
  open: readonly OpenRelease[],
): Promise<ReleaseNames | undefined> {
  const { inputs, ports } = state
  const tags = tagsOf(refs)
  const next = await logged(ports, 'Computed the next version', () =>
    nextRelease(ports.remote.history, {
      commit: from,
      tags,
      taken: open.map(({ version }) => version),
      prefix: inputs['tag-prefix'],
      scheme: inputs.scheme,
      timezone: inputs.timezone,
      now: ports.now(),
    }),
  )
  if ('problem' in next) throw new UserError(next.reason, next.problem)
  for (const remark of next.remarks) ports.runner.log(remark)
  if (next.version === '') return undefined
  const { previous, commits } = await changesOf(state, refs, from, '')
  state.known.previousTag = previous?.name ?? ''
  if (previous && !commits.some(isOwnWork)) {
    ports.runner.log(
      `Nothing to release: only merges and release commits since ${quote(previous.name)}`,
    )
    return undefined
  }
  return namesOf(inputs, next.version)
}
