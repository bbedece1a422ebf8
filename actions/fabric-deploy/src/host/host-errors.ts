// Messages about several hosts. Pure.

import { UserError } from '../../../../kit/action/user-error.ts'
import { list } from '../../../../kit/text/escape.ts'

/** Returns one error that lists several, each once: its reason is the one that all share, or `preflight`. */
export function combinedError(errors: readonly UserError[]): UserError {
  const [reason, another] = new Set(errors.map((error) => error.reason))
  const message = [...new Set(errors.map((error) => error.message))].join('\n')
  return new UserError(another === undefined ? (reason ?? 'preflight') : 'preflight', message)
}

/** Lists names in a sentence: the first five, and how many more there are. */
export function shortList(names: readonly string[]): string {
  return names.length > 5 ? `${list(names.slice(0, 5))} and ${names.length - 5} more` : list(names)
}
