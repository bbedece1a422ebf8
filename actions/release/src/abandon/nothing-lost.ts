// Whether a release branch can be deleted without losing anything.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { Commit } from '../../../../kit/git/commits.ts'
import { quote, visible } from '../../../../kit/text/escape.ts'
import { candidatesOf } from '../candidates.ts'
import { tipsOf } from '../into.ts'
import type { Refs } from '../ports.ts'
import { type ReleaseNames, refsOf } from '../release-names.ts'
import { commitOf } from '../start/from.ts'
import type { State } from '../state.ts'

/** How many commits an error lists. */
const SHOWN = 20

/** Throws a UserError (`already-released`, `has-commits`) if the branch is released in part, or has commits that no other branch has. */
export async function assertNothingLost(
  { inputs, ports }: State,
  refs: Refs,
  release: ReleaseNames,
  tip: string,
): Promise<void> {
  const { remote } = ports
  const into = tipsOf(inputs.into, refs)
  const from = commitOf(refs, inputs.from)
  const others = [...new Set([...into, ...(from === undefined ? [] : [from])])]
  const own = await remote.difference(others, [tip])
  const [started] = await candidatesOf({ remote }, [{ ...release, tip }], others)
  const start = started?.release ?? ''
  const { tagged } = refsOf(release, refs)
  const where = [...(tagged ? [tagged.commit] : []), ...into]
  const merged = [...new Set([tip, ...(start === '' ? [] : [start])])]
  if (where.length > 0 && (await remote.behind(where, merged)).length > 0)
    throw alreadyReleased(release, tagged !== undefined)
  const lost = own.filter(({ id }) => id !== start)
  if (lost.length > 0 && !inputs.discard) throw hasCommits(release, lost)
}

function alreadyReleased({ branch, tag }: ReleaseNames, isTagged: boolean): UserError {
  const what = isTagged ? `${quote(tag)} is released already` : `${quote(branch)} is merged in part`
  const advice = isTagged ? "what is released can't be abandoned" : 'run "finish" to do the rest'
  return new UserError('already-released', `${what}; ${advice}`)
}

function hasCommits({ branch }: ReleaseNames, lost: readonly Commit[]): UserError {
  const lines = lost
    .slice(0, SHOWN)
    .map(({ id, message }) => `  ${id.slice(0, 7)} ${visible(message.split('\n')[0] ?? '')}`)
  const more = lost.length > SHOWN ? [`  and ${lost.length - SHOWN} more`] : []
  const message = `${quote(branch)} has commits that are on no branch of "from" and "into"; cherry-pick those that you want to keep, then set "discard: true" to delete the branch with them:`
  return new UserError('has-commits', [message, ...lines, ...more].join('\n'))
}
