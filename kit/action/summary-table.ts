// A result for a job's summary: a title, a sentence, and a table of facts. Pure.
import { code, prose } from '../text/escape.ts'

/** Markdown; facts that are empty are left out. The sentence is Markdown already. */
export function summaryTable(
  title: string,
  sentence: string,
  facts: readonly (readonly [name: string, value: string])[],
): string {
  return [
    `### ${prose(title)}`,
    '',
    sentence,
    '',
    '| | |',
    '|---|---|',
    ...facts
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `| ${prose(name)} | ${code(value)} |`),
    '',
    '',
  ].join('\n')
}
