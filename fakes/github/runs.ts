// Runs of workflows, and their jobs.
import { type FakeRun, type RunState, readRun, SUCCESS, stateOf } from './actions-state.ts'
import { type Call, type Handler, notFound, page, refused } from './call.ts'
import { apiOf, pageOf, workflowOf } from './dispatches.ts'
import type { State } from './state.ts'

const describe: Handler = {
  permission: ['actions', 'read'],
  answer(state, call) {
    const run = runOf(state, call)
    if (!run) return notFound()
    const now = readRun(run)
    return now.isHidden
      ? notFound()
      : { status: 200, body: call.sample(200, bodyOf(state, run, now)) }
  },
}

const list: Handler = {
  permission: ['actions', 'read'],
  answer(state, { parameters, query, sampleOf }) {
    const workflow = workflowOf(state, parameters['workflow_id'] ?? '')
    if (!workflow) return notFound()
    const since = new Date((query.get('created') ?? '1970-01-01').replace(/^>=/, ''))
    const found = state.actions.runs
      .filter((run) => run.workflow === workflow)
      .filter(({ event }) => event === (query.get('event') ?? event))
      .filter(({ createdAt }) => createdAt >= since)
      .map((run) => ({ run, now: readRun(run) }))
      .filter(({ now }) => !now.isHidden)
      .reverse()
    const here = `${state.apiUrl}/repos/${state.settings.owner}/${state.settings.name}/actions/workflows/${workflow.file}/runs`
    const { entries, headers } = page(found, query, here)
    const workflow_runs = entries.map(({ run, now }) =>
      sampleOf('#/components/schemas/workflow-run', bodyOf(state, run, now)),
    )
    return { status: 200, headers, body: { total_count: found.length, workflow_runs } }
  },
}

const jobs: Handler = {
  permission: ['actions', 'read'],
  answer(state, call) {
    const run = runOf(state, call)
    if (!run) return notFound()
    const all = stateOf(run).jobs ?? []
    const { entries, headers } = page(all, call.query, `${apiOf(state, run)}/jobs`)
    const described = entries.map(({ name, conclusion, steps }, at) =>
      call.sampleOf('#/components/schemas/job', {
        ...{ id: at + 1, run_id: run.id, run_url: apiOf(state, run), name, conclusion },
        html_url: `${pageOf(state, run)}/job/${at + 1}`,
        status: 'completed',
        steps: steps.map((step, number) => ({ ...step, status: 'completed', number: number + 1 })),
      }),
    )
    return { status: 200, headers, body: { total_count: all.length, jobs: described } }
  },
}

const cancel: Handler = {
  permission: ['actions', 'write'],
  answer(state, call) {
    const run = runOf(state, call)
    if (!run) return notFound()
    if (stateOf(run).status === 'completed')
      return refused(409, 'Cannot cancel a workflow run that is completed.')
    run.course = [{ ...SUCCESS, conclusion: 'cancelled' }]
    return { status: 202, body: {} }
  },
}

export const RUNS: Readonly<Record<string, Handler>> = {
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}': describe,
  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': list,
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs': jobs,
  'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel': cancel,
}

const runOf = ({ actions }: State, { parameters }: Call): FakeRun | undefined =>
  actions.runs.find(({ id }) => String(id) === parameters['run_id'])

function bodyOf(state: State, run: FakeRun, { status, conclusion, attempt }: RunState): object {
  return {
    ...{ id: run.id, name: run.workflow.file, workflow_id: run.workflow.id, event: run.event },
    ...{ status, conclusion: conclusion ?? null, run_attempt: attempt ?? 1 },
    ...{ display_title: run.title, head_branch: run.branch },
    ...{ url: apiOf(state, run), html_url: pageOf(state, run) },
    created_at: run.createdAt.toISOString(),
  }
}
