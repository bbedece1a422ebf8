// The values that must not appear in the log: those of variables, wherever they are set. Pure.

import { list } from '../../../kit/text/escape.ts'
import { isTooCommon, redactableParts } from '../../../kit/text/redact.ts'

type Env = Readonly<Record<string, string | undefined>>

export type NamedValue = readonly [name: string, value: string]

/** Returns the variables of a function or of a remote environment that have a value. */
export const namedValues = (variables: Readonly<Record<string, unknown>>): NamedValue[] =>
  Object.entries(variables)
    .filter(([, value]) => typeof value !== 'object' && value !== '')
    .map(([name, value]) => [name, String(value)])

/** Returns the strings to hide. */
export const stringsToHide = (values: readonly NamedValue[]): string[] => [
  ...new Set(values.flatMap(([, value]) => redactableParts(value))),
]

/** Returns the credentials of the job, which are known before any request to AWS. */
export const credentialValues = (env: Env): NamedValue[] =>
  ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].map((name) => [name, env[name] ?? ''])

/** Returns a line with the names of the values that are not hidden; undefined if there are none. */
export function notHiddenLine(values: readonly NamedValue[]): string | undefined {
  const names = new Set(values.filter(([, value]) => isTooCommon(value)).map(([name]) => name))
  if (names.size === 0) return undefined
  return `Not hidden in the log, because they are short, numbers or booleans: ${list([...names].toSorted())}`
}
