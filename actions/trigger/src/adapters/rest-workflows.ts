// The workflows of a repository, over the toolkit's client of GitHub's REST API.

import type { Octokit } from '../../../../kit/action/github-client.ts'
import { UserError } from '../../../../kit/action/user-error.ts'
import type { RepositoryName } from '../../../../kit/github/api.ts'
import { GitHubError } from '../../../../kit/github/github-error.ts'
import type { Request } from '../../../../kit/github/retry.ts'
import { defaultBranchOf, failedJobsOf, nameOf, runOf, runsOf } from '../github-answers.ts'
import type { WorkflowsApi } from '../workflows-api.ts'
import { type RequestOptions, workflowRequests } from './workflow-requests.ts'

/** The largest page that GitHub sends. */
const PER_PAGE = 100
/** The runner leaves little time to cancel a run: milliseconds, attempts. */
const CANCELLING = { shortestPause: 1000, maxAttempts: 3 }

const NO_WORKFLOW =
  'the token may not see the repository, or its default branch has no such workflow'

/** Returns the port. */
export function restWorkflows(
  { rest }: Octokit,
  { owner, name }: RepositoryName,
  options: RequestOptions,
): WorkflowsApi {
  const { ask, start } = workflowRequests(options)
  let at = { owner, repo: name }
  return {
    defaultBranch(limits) {
      const request = reading('describe the repository', 'metadata: read')
      const send = (more: object) => rest.repos.get({ ...at, ...more })
      return ask(
        request,
        send,
        ({ data }) => {
          // Requests under a former name are redirected.
          const present = nameOf(data)
          if (present) at = { owner: present.owner, repo: present.name }
          return defaultBranchOf(data)
        },
        limits,
      )
    },
    startWorkflow({ workflow, ref, inputs, returnsRun }, limits) {
      const task = {
        name: 'start the workflow',
        permission: 'actions: write',
        missing: NO_WORKFLOW,
      }
      const details = returnsRun ? { return_run_details: true } : {}
      const body = { workflow_id: workflow, ref, inputs: { ...inputs }, ...details }
      const send = (more: object) =>
        rest.actions.createWorkflowDispatch({ ...at, ...body, ...more })
      return start(task, send, limits)
    },
    startEvent(type, payload, limits) {
      const task = { name: 'send a repository_dispatch', permission: 'contents: write' }
      const body = { event_type: type, ...(payload && { client_payload: { ...payload } }) }
      const send = (more: object) => rest.repos.createDispatchEvent({ ...at, ...body, ...more })
      return start(task, send, limits)
    },
    run(id, { missingUntil = 0, ...limits }) {
      const request = { ...reading('describe the run', 'actions: read'), missingUntil }
      const send = (more: object) => rest.actions.getWorkflowRun({ ...at, run_id: id, ...more })
      const read = (data: unknown) => {
        const run = runOf(data)
        return run?.id === id ? run : undefined
      }
      return ask(request, send, ({ data }) => read(data), limits)
    },
    runs({ workflow, event, since }, limits) {
      const request = reading('list the runs of the workflow', 'actions: read', NO_WORKFLOW)
      const created = `>=${since.toISOString().slice(0, 19)}Z`
      const filter = { workflow_id: workflow, event, created, per_page: PER_PAGE }
      const send = (more: object) => rest.actions.listWorkflowRuns({ ...at, ...filter, ...more })
      return ask(request, send, ({ data }) => runsOf(data), limits)
    },
    failedJobs(id, limits) {
      const request = reading('list the jobs of the run', 'actions: read')
      const filter = { run_id: id, filter: 'latest', per_page: PER_PAGE } as const
      const send = (more: object) =>
        rest.actions.listJobsForWorkflowRun({ ...at, ...filter, ...more })
      return ask(request, send, ({ data }) => failedJobsOf(data), limits, { maxAttempts: 1 })
    },
    async cancelRun(id, limits) {
      const request = reading('cancel the run', 'actions: write')
      const send = (more: object) => rest.actions.cancelWorkflowRun({ ...at, run_id: id, ...more })
      try {
        return await ask(
          request,
          send,
          ({ status }) => (status === 202 ? 'cancelled' : undefined),
          limits,
          CANCELLING,
        )
      } catch (error) {
        if (isConflict(error)) return 'had-ended'
        throw error
      }
    },
  }
}

/** What may be asked for any number of times. */
const reading = (name: string, permission: string, missing?: string): Request => ({
  ...{ name, permission, isRepeatable: true },
  ...(missing === undefined ? {} : { missing }),
})

const isConflict = (error: unknown): boolean =>
  error instanceof UserError && error.cause instanceof GitHubError && error.cause.status === 409
