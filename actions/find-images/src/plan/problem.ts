// A mistake that a run reports. Pure.

import { type Problem, UserError } from '../../../../kit/action/user-error.ts'
import type { Reason } from '../reasons.ts'

export type FindProblem = {
  readonly reason: Reason
  readonly message: string
  /** A path from the workspace. */
  readonly file?: string
  /** From 1. */
  readonly line?: number
}

/** Returns one error for all problems, of which there is at least one. Its reason is the first one's. */
export function errorOf(problems: readonly FindProblem[]): UserError {
  const [first] = problems
  if (first === undefined) throw new Error('an error needs a problem')
  const shown: Problem[] = problems.flatMap(({ message, file, line = 1 }) =>
    file === undefined ? [] : [{ message, file, at: { line, column: 1 } }],
  )
  // Several files may have one problem in common.
  const message = [...new Set(problems.map((problem) => problem.message))].join('\n')
  return new UserError(first.reason, message, { problems: shown })
}
