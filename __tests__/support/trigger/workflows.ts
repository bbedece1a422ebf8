import { restWorkflows } from '../../../actions/trigger/src/adapters/rest-workflows.ts'
import type { Limits, WorkflowsApi } from '../../../actions/trigger/src/workflows-api.ts'
import { PASSWORD } from '../../../fakes/git/git-server.ts'
import { githubClient } from '../../../kit/action/github-client.ts'
import type { Hub } from '../github/hub.ts'

export const DISPATCH = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches'
export const EVENT = 'POST /repos/{owner}/{repo}/dispatches'
export const RUN = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}'
export const RUNS = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs'
export const JOBS = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs'
export const CANCEL = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel'

export type WorkflowsHub = {
  readonly api: WorkflowsApi
  /** An hour, on the hub's clock. */
  readonly limits: Limits
}

export type WorkflowsSettings = {
  readonly token?: string
  readonly name?: string
  readonly apiUrl?: string
  /** How long all may take, and how long a response: milliseconds. */
  readonly limit?: number
  readonly timeout?: number
  readonly signal?: AbortSignal
}

/** Returns the port over the fake GitHub, with 10 seconds between two attempts. */
export async function workflowsOf(
  { apiUrl, clock }: Pick<Hub, 'apiUrl' | 'clock'>,
  settings: WorkflowsSettings = {},
): Promise<WorkflowsHub> {
  const { token = PASSWORD, name = 'shop', limit = 3_600_000, timeout } = settings
  const signal = settings.signal ?? new AbortController().signal
  const client = await githubClient({
    ...{ apiUrl: settings.apiUrl ?? apiUrl, token, signal: new AbortController().signal },
    ...(timeout === undefined ? {} : { timeout }),
  })
  const options = { clock, random: () => 0.5, poll: 10_000 }
  const api = restWorkflows(client, { owner: 'octo', name }, options)
  return { api, limits: { until: clock.now() + limit, signal } }
}
