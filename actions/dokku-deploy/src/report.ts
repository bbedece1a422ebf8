// The human-readable result: one sentence, and a small table for the job summary. Pure.

import { summaryTable } from '../../../kit/action/summary-table.ts'
import { code, quote } from '../../../kit/text/escape.ts'
import type { DeployResult } from './result.ts'

/** Returns the outcome in one sentence. */
export function sentence(
  { app, error, changed, running, plan }: DeployResult,
  isDryRun: boolean,
  quoted: (text: string) => string = quote,
): string {
  const now = running === '' ? '' : `: ${quoted(running)}`
  if (error) return `${quoted(app)}: failed (${error.reason})${now}.`
  if (isDryRun) return `${quoted(app)}: ${plan?.push ? 'would be deployed' : 'up to date'}.`
  return `${quoted(app)}: ${changed ? 'deployed and running' : 'already up to date and running'}${now}.`
}

/** Returns the result as Markdown. */
export function summary(result: DeployResult, isDryRun: boolean, seconds: number): string {
  const { app, sha, pushed, previous, url } = result
  const rows: readonly (readonly [string, string])[] = [
    ['commit', sha],
    ['pushed as', pushed === sha ? '' : pushed],
    ['previous commit', previous],
    ['URL', url],
    ['seconds', seconds.toFixed(1)],
  ]
  return summaryTable(`Dokku: ${app}`, sentence(result, isDryRun, code), rows)
}
