// Errors that a user can correct, as opposed to bugs.

/** A position in a file; lines and columns count from 1. */
export type Position = { readonly line: number; readonly column: number }

/** One mistake, with its position in the file if it has one, and the file if the error is about several. */
export type Problem = { readonly message: string; readonly at?: Position; readonly file?: string }

/**
 * What is wrong, where, and what to do. It is shown without a stack. `reason` is a stable code from the action's
 * documentation; `file` and `problems` become annotations on that file.
 */
export class UserError extends Error {
  readonly reason: string
  readonly file: string | undefined
  readonly problems: readonly Problem[]

  constructor(
    reason: string,
    message: string,
    more: { file?: string; problems?: readonly Problem[]; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? {} : { cause: more.cause })
    this.name = 'UserError'
    this.reason = reason
    this.file = more.file
    this.problems = more.problems ?? []
  }
}
