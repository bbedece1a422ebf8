// The error for a partial clone that lacks files of the commit. Pure.

import { UserError } from '../../../kit/action/user-error.ts'

/** Returns the error if git failed because objects of the checkout are missing. */
export function partialCheckoutError(stderr: string): UserError | undefined {
  const isMissing = /missing (?:blob|tree|commit)|unable to read tree|bad object|promisor/
  return isMissing.test(stderr) ? missingFilesError() : undefined
}

export const missingFilesError = (): UserError =>
  new UserError(
    'partial-checkout',
    'The checkout lacks files of the commit (a partial clone); check it out without "filter" and "sparse-checkout"',
  )
