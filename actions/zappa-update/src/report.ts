// The outcome of a run in one line, and as a small table for the job summary. Pure.

import { summaryTable } from '../../../kit/action/summary-table.ts'
import { code, quote } from '../../../kit/text/escape.ts'
import type { DeployedCode } from './aws/aws.ts'
import type { Result } from './result.ts'

/** Returns the outcome in one line. `format` makes the name of the stage harmless. */
export function outcomeLine(
  { stage, error, restored, changed, plan, missing }: Result,
  isDryRun: boolean,
  format: (text: string) => string = quote,
): string {
  const name = format(stage)
  if (error && restored) return `${name}: failed (${error.reason}); the old code is live again.`
  if (error && missing.length > 0 && !changed)
    return `${name}: failed (${error.reason}); the old code is live again, but not restored: ${missing.join(', ')}.`
  if (error && changed) return `${name}: failed (${error.reason}); the new code is live.`
  if (error) return `${name}: failed (${error.reason}); nothing was changed.`
  const done = plan?.action === 'deploy' ? 'deployed for the first time' : 'updated'
  return isDryRun ? `${name}: would be ${done}.` : `${name}: ${done}.`
}

/** Returns the outcome as Markdown. */
export function summary(result: Result, isDryRun: boolean, seconds: number): string {
  const { plan, url, before, now, steps, stage, restoredParts, missing } = result
  return summaryTable(`Zappa: ${stage}`, outcomeLine(result, isDryRun, code), [
    ['function', plan ? `${plan.function} in ${plan.region}` : ''],
    ['URL', url],
    ['before', describeCode(before)],
    ['now', describeCode(now)],
    ['restored', missing.length > 0 ? restoredParts.join(', ') || 'nothing' : ''],
    ['not restored', missing.join(', ')],
    ['size', before && now ? describeSize(before.size, now.size) : ''],
    ...steps.map((step) => [step.title, `${step.seconds.toFixed(1)} s`] as const),
    ['seconds', seconds.toFixed(1)],
  ])
}

function describeCode(deployed: DeployedCode | undefined): string {
  if (!deployed) return ''
  const { version, sha } = deployed
  return version === '' ? sha : `version ${version}, ${sha}`
}

/** Returns the size and its change. */
function describeSize(before: number, now: number): string {
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
  const change = now - before
  return `${megabytes(now)} (${change < 0 ? '-' : '+'}${megabytes(Math.abs(change))})`
}
