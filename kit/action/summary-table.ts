// A result in a job's summary: a title, a sentence and a table. Pure.

import { code, prose } from '../text/escape.ts'

/** Returns Markdown. Rows with an empty value are left out. The sentence has to be Markdown already. */
export function summaryTable(
  title: string,
  sentence: string,
  rows: readonly (readonly [name: string, value: string])[],
): string {
  return [
    `### ${prose(title)}`,
    '',
    sentence,
    '',
    '| | |',
    '|---|---|',
    ...rows
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `| ${prose(name)} | ${code(value)} |`),
    '',
    '',
  ].join('\n')
}
