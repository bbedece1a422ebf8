// Conflicts of the merges, with the commands that mend them.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote, visible } from '../../../../kit/text/escape.ts'
import { joinShellWords } from '../../../../kit/text/shell-words.ts'
import type { State } from '../state.ts'
import type { FinishFacts } from './finish-plan.ts'

/** The files in conflict, by branch. */
export type Conflicts = Map<string, readonly string[]>

/** Returns the error, and remembers the conflicts for the outputs. */
export function conflictError(
  { known }: State,
  { release }: FinishFacts,
  conflicts: Conflicts,
): UserError {
  known.conflicts = conflicts
  const files = [...conflicts].flatMap(([branch, paths]) => [
    `${quote(release.branch)} can't be merged into ${quote(branch)}; in conflict are:`,
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
    'Nothing was pushed. Resolve it on the release branch, deploy that, then run "finish" again:',
    ...commands.map((line) => `  ${visible(line)}`),
  ]
  return new UserError('conflict', message.join('\n'))
}
