// The log and the summary of a filled file: names, never values. Pure.

import { code, list, quote } from '../../../kit/text/escape.ts'
import type { Plan } from './plan.ts'

/** Returns the result for the log. */
export function linesOf({ values, missing, kept }: Plan, file: string): string[] {
  const filled = [...values.keys()]
  return [
    filled.length > 0
      ? `${quote(file)}: filled ${list(filled)}`
      : `${quote(file)}: nothing to fill`,
    ...(missing.length > 0 ? [`left empty, which is allowed: ${list(missing)}`] : []),
    ...(kept.length > 0 ? [`already set, not changed: ${list(kept)}`] : []),
  ]
}

/** Returns the result as Markdown. */
export function summary({ values, missing, kept }: Plan, file: string): string {
  const row = (what: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`| ${what} | ${names.map(code).join(', ')} |`]
  return [
    `### Settings: ${code(file)}`,
    '',
    '| | |',
    '|---|---|',
    ...row('filled', [...values.keys()]),
    ...row('empty', missing),
    ...row('unchanged', kept),
    '',
    '',
  ].join('\n')
}

/** Returns the warning that git would commit the file. */
export const commitWarning = (file: string, how: 'tracked' | 'untracked'): string =>
  `${quote(file)} contains secrets now, and git would commit it: it is ${how === 'tracked' ? 'tracked' : 'not ignored'}. ${
    how === 'tracked'
      ? 'Don\'t commit in this job, or set "out" to a file that .gitignore lists'
      : 'Add it to .gitignore'
  }`
