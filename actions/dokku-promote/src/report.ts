// The human-readable result: one sentence, and a small table for the job summary. Pure.

import { summaryTable } from '../../../kit/action/summary-table.ts'
import { code, quote } from '../../../kit/text/escape.ts'
import type { PromoteResult } from './result.ts'

/** Returns the outcome in one sentence. */
export function sentence(
  { from, to, error, changed, running, sameImage, plan }: PromoteResult,
  isDryRun: boolean,
  quoted: (text: string) => string = quote,
): string {
  const now = running === '' ? '' : `: ${quoted(running)}`
  const apps = `${quoted(from)} to ${quoted(to)}`
  if (error) return `${apps}: failed (${error.reason})${now}.`
  if (isDryRun)
    return `${apps}: ${plan?.there ? 'nothing to do' : `would be promoted (${plan?.method})`}.`
  const same = sameImage ? 'verified to be the same image' : 'not verified to be the same image'
  return `${apps}: ${changed ? 'promoted' : 'already up to date'}, ${same}${now}.`
}

/** Returns the result as Markdown. */
export function summary(result: PromoteResult, isDryRun: boolean): string {
  const { from, to, image, method, sha, previous, url } = result
  const rows = [
    ['method', method],
    ['image', image],
    ['commit', sha],
    ['previous version', previous],
    ['URL', url],
  ] as const
  return summaryTable(`Dokku: ${from} to ${to}`, sentence(result, isDryRun, code), rows)
}
