// Reads what GitHub answers about workflows. Whatever is not as GitHub describes it is undefined: a proxy, a login page or a hostile server
// may answer as well. Pure.

import type { RepositoryName } from '../../../kit/github/api.ts'
import type { FailedJob, RunReference, WorkflowRun } from './workflows-api.ts'

type Fields = Readonly<Record<string, unknown>>

/** Returns the name of the default branch. */
export function defaultBranchOf(answer: unknown): string | undefined {
  const name = fieldsOf(answer)['default_branch']
  return typeof name === 'string' && name !== '' ? name : undefined
}

/** Returns the repository's present names. */
export function nameOf(answer: unknown): RepositoryName | undefined {
  const { name, owner: whose } = fieldsOf(answer) as Fields & { name?: unknown; owner?: unknown }
  const owner = fieldsOf(whose)['login']
  return isName(owner) && isName(name) ? { owner, name } : undefined
}

/** Returns the run that a start names. */
export function startedRunOf(answer: unknown): RunReference | undefined {
  const { workflow_run_id: id, html_url } = fieldsOf(answer) as Fields & { html_url?: unknown }
  return isId(id) ? { id, url: pageOf(html_url) } : undefined
}

/** Returns a run. */
export function runOf(answer: unknown): WorkflowRun | undefined {
  const fields = fieldsOf(answer)
  const [id, status, conclusion] = [fields['id'], fields['status'], fields['conclusion'] ?? null]
  if (!isId(id) || !isWord(status) || !(conclusion === null || isWord(conclusion))) return undefined
  const isCompleted = status === 'completed'
  if (isCompleted && conclusion === null) return undefined
  const attempt = fields['run_attempt'] ?? 1
  if (!isId(attempt)) return undefined
  return {
    ...{ id, status, attempt },
    url: pageOf(fields['html_url']),
    // GitHub may still have that of the attempt before.
    conclusion: isCompleted ? (conclusion ?? undefined) : undefined,
    title: textOf(fields['display_title']),
  }
}

/** Returns the runs of a list. An entry that is malformed is left out: the one that is looked for may be beside it. */
export function runsOf(answer: unknown): readonly WorkflowRun[] | undefined {
  const runs = fieldsOf(answer)['workflow_runs']
  return Array.isArray(runs) ? runs.map(runOf).filter((run) => run !== undefined) : undefined
}

/** What GitHub calls a job or a step that did not prevent anything. */
const GOOD: ReadonlySet<unknown> = new Set(['success', 'skipped', 'neutral'])

/** Returns the jobs that did not end well. */
export function failedJobsOf(answer: unknown): readonly FailedJob[] | undefined {
  const jobs = fieldsOf(answer)['jobs']
  if (!Array.isArray(jobs)) return undefined
  return jobs.map(fieldsOf).filter(hasFailed).map(failedJobOf)
}

function failedJobOf(job: Fields): FailedJob {
  const steps = Array.isArray(job['steps']) ? job['steps'].map(fieldsOf) : []
  return {
    name: textOf(job['name']),
    url: pageOf(job['html_url']),
    steps: steps.filter(hasFailed).map((step) => textOf(step['name'])),
  }
}

const hasFailed = ({ conclusion }: Fields & { conclusion?: unknown }): boolean =>
  isWord(conclusion) && !GOOD.has(conclusion)

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0

const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w.-]{1,100}$/.test(value)

/** A status or a conclusion: it becomes a part of a reason code. */
const isWord = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z][a-z_]{0,39}$/.test(value)

/** The longest address that is shown, in characters. */
const MAX_URL = 2000

/** An address that a browser may open; it is shown as a link. */
function pageOf(value: unknown): string {
  if (typeof value !== 'string' || value.length > MAX_URL || !URL.canParse(value)) return ''
  const { protocol, username, password, href } = new URL(value)
  const isPage = protocol === 'https:' || protocol === 'http:'
  return isPage && username === '' && password === '' ? href : ''
}
