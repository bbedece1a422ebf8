// The result for people: one sentence, and a small table for the job's summary. Pure.
import { summaryTable } from '../../../kit/action/summary-table.ts'
import { code, quote } from '../../../kit/text/escape.ts'
import type { Code } from './aws/client.ts'
import type { Result } from './result.ts'

/** What the run came to, in one sentence. */
export function sentence(
  { stage, error, restored, changed, plan }: Result,
  isDry: boolean,
  quoted: (text: string) => string = quote,
): string {
  const called = quoted(stage)
  if (error && restored) return `${called}: failed (${error.reason}); the old code serves again.`
  if (error && changed) return `${called}: failed (${error.reason}); the new code serves.`
  if (error) return `${called}: failed (${error.reason}); nothing was changed.`
  const action = plan?.action ?? 'update'
  if (isDry)
    return `${called}: would be ${action === 'deploy' ? 'deployed for the first time' : 'updated'}.`
  return `${called}: ${action === 'deploy' ? 'deployed for the first time' : 'updated'}.`
}

/** The result as Markdown. */
export function summary(result: Result, isDry: boolean, seconds: number): string {
  const { plan, url, before, now, steps, stage } = result
  const told = (one: Code | undefined): string =>
    one ? [one.version && `version ${one.version}`, one.sha].filter(Boolean).join(', ') : ''
  return summaryTable(`Zappa: ${stage}`, sentence(result, isDry, code), [
    ['function', plan ? `${plan.function} in ${plan.region}` : ''],
    ['URL', url],
    ['before', told(before)],
    ['now', told(now)],
    ['size', before && now ? sizes(before.size, now.size) : ''],
    ...steps.map((step) => [step.what, `${step.seconds.toFixed(1)} s`] as const),
    ['seconds', seconds.toFixed(1)],
  ])
}

/** Bytes, and how many more or fewer. */
function sizes(before: number, now: number): string {
  const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
  const more = now - before
  return `${mega(now)} (${more < 0 ? '-' : '+'}${mega(Math.abs(more))})`
}
