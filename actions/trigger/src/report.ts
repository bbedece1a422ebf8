// The log and the summary of a step. Pure.

import { code, list, quote } from '../../../kit/text/escape.ts'
import { codeLink } from '../../../kit/text/link.ts'
import { type Known, outputsOf } from './outputs.ts'
import type { Plan } from './plan.ts'
import type { FailedJob } from './workflows-api.ts'

/** How many failed jobs, and steps of each, are listed. */
const LISTED = 10

/** Returns a line for each failed job. */
export function failedJobLines(jobs: readonly FailedJob[]): string[] {
  const lines = jobs.slice(0, LISTED).map(({ name, steps, url }) => {
    const failed = steps.length === 0 ? '' : `: ${list(steps.slice(0, LISTED))}`
    return `Failed job ${quote(name)}${failed}${url === '' ? '' : ` (${url})`}`
  })
  const more = jobs.length - LISTED
  return more > 0 ? [...lines, `and ${more} more`] : lines
}

/** Returns the summary, in Markdown. */
export function summaryOf(plan: Plan, known: Known, reason: string, milliseconds: number): string {
  const { attempt, conclusion, status, seconds } = outputsOf(known, milliseconds)
  const rows = [
    ['result', code(reason)],
    ...whatOf(plan),
    ['run', known.run ? codeLink(known.run.url, String(known.run.id)) : ''],
    ['status', status === 'completed' || status === '' ? '' : code(status)],
    ['conclusion', conclusion === '' ? '' : code(conclusion)],
    ['attempt', attempt === '' ? '' : code(attempt)],
    ['seconds', code(seconds)],
    ...known.failedJobs.slice(0, LISTED).map((job) => ['failed job', jobCell(job)]),
  ]
  return [
    '### Trigger',
    '',
    '| | |',
    '|---|---|',
    ...rows.filter(([, value]) => value !== '').map(([name, value]) => `| ${name} | ${value} |`),
    '',
    '',
  ].join('\n')
}

function whatOf(plan: Plan): string[][] {
  if (plan.way === 'webhook') return [['webhook', code(plan.webhook.url.origin)]]
  const { owner, name } = plan.repository
  const what =
    plan.way === 'event'
      ? ['repository_dispatch', code(plan.type)]
      : ['workflow', code(plan.workflow)]
  return [
    ['repository', code(`${owner}/${name}`)],
    what,
    ['correlation', plan.correlation === undefined ? '' : code(plan.correlation)],
  ]
}

/** GitHub drops a summary that is too long. */
const LONGEST_NAME = 200
const shortened = (name: string): string => name.slice(0, LONGEST_NAME).toWellFormed()

const jobCell = ({ name, url, steps }: FailedJob): string => {
  const shown = steps
    .slice(0, LISTED)
    .map((step) => code(shortened(step)))
    .join(', ')
  return `${codeLink(url, shortened(name))}${shown === '' ? '' : `: ${shown}`}`
}
