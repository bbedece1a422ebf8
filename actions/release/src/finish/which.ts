// Which release `finish` is about.

import { UserError } from '../../../../kit/action/user-error.ts'
import { attempt } from '../attempt/attempt.ts'
import { candidatesOf } from '../candidates.ts'
import { tipsOf } from '../into.ts'
import type { Refs } from '../ports.ts'
import { branchRef } from '../ref-names.ts'
import { namesOf, type OpenRelease, openReleases, type ReleaseNames } from '../release-names.ts'
import type { State } from '../state.ts'
import { readTrailers } from '../trailers.ts'
import { namedRelease, onlyOne, openOnes, ownReleases } from '../which-release.ts'

/** Returns the release that this run started, or undefined. Throws a UserError (`which-release`) if there are several. */
export async function ownRelease(
  { inputs, ports }: State,
  refs: Refs,
  open: readonly OpenRelease[],
): Promise<ReleaseNames | undefined> {
  const candidates = await candidatesOf(ports, open, tipsOf(inputs.into, refs))
  return onlyOne(ownReleases(candidates, ports.run))
}

/** How many steps back a release of this run is looked for that is finished already. */
const STEPS = 200

/** Returns the release. Throws a UserError (`which-release`, `no-release`) if it would have to be guessed. */
export async function whichRelease(state: State): Promise<ReleaseNames> {
  const { inputs, ports } = state
  const named = namedRelease(inputs, ports.run)
  if (named) return named
  const { planned } = await attempt(state, async (refs) => {
    const open = openReleases(inputs, refs)
    const release = (await ownRelease(state, refs, open)) ?? (await finishedBefore(state, refs))
    return { updates: [], release, open }
  })
  if (planned.release) return planned.release
  throw notGuessed(planned.open)
}

/** Returns the error for a run without a release of its own. */
export function notGuessed(open: readonly OpenRelease[]): UserError {
  const message = `This run started no release, and is not on a release branch; ${openOnes(open)}`
  return open.length === 0
    ? new UserError('no-release', message)
    : new UserError('which-release', `${message}; give "version"`)
}

/** Returns the release of this run that the last of `into` has already. */
export async function finishedBefore(
  { inputs, ports }: State,
  refs: Refs,
): Promise<ReleaseNames | undefined> {
  const tip = refs.get(branchRef(inputs.into.at(-1) ?? ''))?.commit
  if (tip === undefined) return undefined
  for (const { message } of await ports.remote.latest(tip, STEPS)) {
    const found = readTrailers(message)
    if (found?.run !== ports.run.id) continue
    const names = namesOf(inputs, found.version)
    if (names.tag === found.tag) return names
  }
  return undefined
}
