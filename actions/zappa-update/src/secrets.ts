// What nobody may see: the values of the variables, wherever they come from. Pure.
import { list } from '../../../kit/text/escape.ts'
import { isTooCommon, redactableParts } from '../../../kit/text/redact.ts'

export type Named = readonly [name: string, value: string]

/** The variables of a function or of a remote environment. */
export const namedValues = (variables: Readonly<Record<string, unknown>>): Named[] =>
  Object.entries(variables)
    .filter(([, value]) => typeof value !== 'object' && value !== '')
    .map(([name, value]) => [name, String(value)])

/** The values to hide. */
export const hiddenOf = (values: readonly Named[]): string[] => [
  ...new Set(values.flatMap(([, value]) => redactableParts(value))),
]

/** A line with the names whose values are not hidden, or nothing. */
export function shownLine(values: readonly Named[]): string | undefined {
  const names = [...new Set(values.filter(([, v]) => isTooCommon(v)).map(([name]) => name))]
  if (names.length === 0) return undefined
  return `Not hidden in the log, because they are short, numbers or booleans: ${list(names.toSorted())}`
}
