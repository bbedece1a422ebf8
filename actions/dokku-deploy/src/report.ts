// The result for people: one sentence, and a small table for the job's summary. Pure.
import { summaryTable } from '../../../kit/action/summary-table.ts'
import { code, quote } from '../../../kit/text/escape.ts'
import type { Result } from './result.ts'

/** What the run came to, in one sentence. */
export function sentence(
  result: Result,
  isDry: boolean,
  quoted: (text: string) => string = quote,
): string {
  const { app, error, changed, serves, plan } = result
  const now = serves === '' ? '' : `: ${quoted(serves)}`
  if (error) return `${quoted(app)}: failed (${error.reason})${now}.`
  if (isDry) return `${quoted(app)}: ${plan?.push ? 'would be deployed' : 'nothing would be done'}.`
  return `${quoted(app)}: ${changed ? 'deployed, and it runs' : 'nothing was to be done, and it runs'}${now}.`
}

/** The result as Markdown. */
export function summary(result: Result, isDry: boolean, seconds: number): string {
  const { app, sha, pushed, previous, url } = result
  const rows: readonly (readonly [string, string])[] = [
    ['commit', sha],
    ['pushed as', pushed === sha ? '' : pushed],
    ['before', previous],
    ['URL', url],
    ['seconds', seconds.toFixed(1)],
  ]
  return summaryTable(`Dokku: ${app}`, sentence(result, isDry, code), rows)
}
