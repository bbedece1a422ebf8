// What `finish` knows of a release before it merges, and whether it may go on.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { intoBranches } from '../into.ts'
import type { Refs } from '../ports.ts'
import { openReleases, type ReleaseNames, refsOf } from '../release-names.ts'
import { remember, type State } from '../state.ts'
import { openOnes } from '../which-release.ts'
import type { FinishFacts } from './finish-plan.ts'

/** Reads the facts. Throws a UserError (`no-release`, `no-such-branch`, `branch-moved`, `tag-taken`). */
export async function finishFacts(
  state: State,
  release: ReleaseNames,
  refs: Refs,
): Promise<FinishFacts> {
  const { inputs } = state
  remember(state, release)
  const { tip, tagged } = refsOf(release, refs)
  // GitHub may have deleted the branch when it merged the pull request.
  if (tip === undefined && !tagged && inputs.via !== 'pull-request')
    throw noRelease(state, release, refs)
  const facts = { release, refs, tip, tagged, into: intoBranches(inputs.into, refs) }
  await assertDeployed(state, facts)
  return facts
}

/** Returns the error for a release that has no refs. */
export function noRelease({ inputs }: State, release: ReleaseNames, refs: Refs): UserError {
  const message = `The remote has neither the branch ${quote(release.branch)} nor the tag ${quote(release.tag)}; ${openOnes(openReleases(inputs, refs))}`
  return new UserError('no-release', message)
}

/** Throws a UserError (`branch-moved`) if the release is not at the commit that was deployed. */
async function assertDeployed({ inputs, ports }: State, facts: FinishFacts): Promise<void> {
  const { tip, tagged, release } = facts
  const wanted = inputs['expect-sha']
  if (wanted === '' || tip === wanted) return
  // Finished before: then the tag has what was deployed.
  if (tip === undefined && tagged) {
    const behind = await ports.remote.behind([tagged.commit], [wanted])
    if (behind.length > 0) return
  }
  // A pull request was merged: then the branch moves on to the tag, or GitHub deletes it, and the pull request tells.
  if (inputs.via === 'pull-request' && (tip === undefined || tagged)) return
  const where = tip === undefined ? `${quote(release.tag)} does not contain it` : `it is at ${tip}`
  throw branchMoved(release, wanted, where)
}

/** Returns the error for a release that is not what was deployed. */
export const branchMoved = ({ branch }: ReleaseNames, wanted: string, where: string): UserError =>
  new UserError(
    'branch-moved',
    `${quote(branch)} is not at ${wanted}, which was deployed: ${where}; deploy that, then run "finish" with its commit as "expect-sha"`,
  )
