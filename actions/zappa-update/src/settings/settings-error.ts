// Errors about the settings, with the positions that they are about. Pure.

import { type Position, UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Refusal } from '../reasons.ts'

/** Returns one error for several refusals; the reason is that of the first. */
export function settingsErrors(
  refusals: readonly [Refusal, ...Refusal[]],
  file: string,
): UserError {
  const lines = refusals.map(({ message, at }) =>
    at ? `${placeOf(file, at)}: ${message}` : message,
  )
  const problems = refusals.flatMap(({ message, at }) => (at ? [{ message, at }] : []))
  return new UserError(refusals[0].reason, lines.join('\n'), { file, problems })
}

export const settingsError = (refusal: Refusal, file: string): UserError =>
  settingsErrors([refusal], file)

const placeOf = (file: string, { line, column }: Position): string =>
  `${quote(file)}, ${line}:${column}`
