// Conflicts of the merges, with the commands that resolve them.

import { UserError } from '../../../../kit/action/user-error.ts'
import { list, quote, visible } from '../../../../kit/text/escape.ts'
import { joinShellWords } from '../../../../kit/text/shell-words.ts'
import type { ReleaseNames } from '../release-names.ts'
import type { State } from '../state.ts'
import type { FinishFacts } from './finish-plan.ts'

/** The files in conflict, by branch. */
export type Conflicts = Map<string, readonly string[]>

/** Returns the error, and remembers the conflicts for the outputs. */
export function conflictError(
  { known, inputs }: State,
  { release }: FinishFacts,
  conflicts: Conflicts,
): UserError {
  known.conflicts = conflicts
  const files = [...conflicts].flatMap(([branch, paths]) => [
    `${quote(release.branch)} can't be merged into ${quote(branch)}. Files in conflict:`,
    ...paths.map((path) => `  ${visible(path)}`),
  ])
  const commands = [
    'git fetch origin',
    joinShellWords(['git', 'checkout', '-B', release.branch, `origin/${release.branch}`]),
    ...[...conflicts.keys()].map((name) => joinShellWords(['git', 'merge', `origin/${name}`])),
    joinShellWords(['git', 'push', 'origin', release.branch]),
  ]
  const message = [
    ...files,
    'Nothing was pushed. Resolve the conflicts on the release branch, deploy that, then run "finish" again:',
    ...commands.map((line) => `  ${visible(line)}`),
    ...alternative(release, [...conflicts.keys()], inputs.into.at(-1) ?? ''),
  ]
  return new UserError('conflict', message.join('\n'))
}

/** A branch that is not tagged may have the release early: merged by hand, nothing else of that branch is released. */
function alternative(
  { branch }: ReleaseNames,
  names: readonly string[],
  last: string,
): readonly string[] {
  const others = names.filter((name) => name !== last)
  if (others.length === 0) return []
  const which = list(others)
  return [
    `That also releases what is new on ${which}. To avoid it, merge ${quote(branch)} into ${which} instead, push that, and run "finish" again`,
  ]
}

/** Returns the error for a branch that shares no history with the release. */
export function unrelatedError({ branch }: ReleaseNames, into: string): UserError {
  const message = `${quote(branch)} and ${quote(into)} have no commit in common, so git does not merge them. Nothing was pushed. Join them once by hand, with "git merge --allow-unrelated-histories", or change "into"`
  return new UserError('conflict', message)
}
