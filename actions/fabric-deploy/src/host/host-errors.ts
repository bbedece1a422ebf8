// Messages about several hosts. Pure.

import { UserError } from '../../../../kit/action/user-error.ts'
import { list, quote } from '../../../../kit/text/escape.ts'

/** Returns one error that lists several, each once: its reason is the one that all share, or `preflight`. */
export function combinedError(errors: readonly UserError[]): UserError {
  const [reason, another] = new Set(errors.map((error) => error.reason))
  const message = [...new Set(errors.map((error) => error.message))].join('\n')
  return new UserError(another === undefined ? (reason ?? 'preflight') : 'preflight', message)
}

/** Quotes what docker printed: of a long output the end, where docker names the cause. */
export const quoteEnd = (output: string): string =>
  quote(output.length > 200 ? `…${output.slice(-199)}` : output)

/** Lists names in a sentence: the first five, and how many more there are. */
export function shortList(names: readonly string[]): string {
  return names.length > 5 ? `${list(names.slice(0, 5))} and ${names.length - 5} more` : list(names)
}
