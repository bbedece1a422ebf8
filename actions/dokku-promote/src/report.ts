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
  const { from, to, error, changed, serves, sameImage, plan } = result
  const now = serves === '' ? '' : `: ${quoted(serves)}`
  const way = `${quoted(from)} to ${quoted(to)}`
  if (error) return `${way}: failed (${error.reason})${now}.`
  if (isDry)
    return `${way}: ${plan?.there ? 'nothing would be done' : `would be promoted (${plan?.method})`}.`
  const same = sameImage ? 'the same image, proved' : 'not proved to be the same image'
  return `${way}: ${changed ? 'promoted' : 'nothing was to be done'}, ${same}${now}.`
}

/** The result as Markdown. */
export function summary(result: Result, isDry: boolean): string {
  const { from, to, image, method, sha, previous, url } = result
  const rows = [
    ['method', method],
    ['image', image],
    ['commit', sha],
    ['before', previous],
    ['URL', url],
  ] as const
  return summaryTable(`Dokku: ${from} to ${to}`, sentence(result, isDry, code), rows)
}
