// Starts of workflows.
import type { FakeRun, FakeWorkflow } from './actions-state.ts'
import { type Call, type Handler, notFound, type Reply, refused } from './call.ts'
import { commitAt, defaultBranch, type State } from './state.ts'

const dispatch: Handler = {
  permission: ['actions', 'write'],
  answer(state, call) {
    const { body, parameters } = call
    const workflow = workflowOf(state, parameters['workflow_id'] ?? '')
    if (!workflow) return notFound()
    const problem = dispatchProblem(state, workflow, body)
    if (problem !== undefined) return refused(422, problem)
    const inputs = (body['inputs'] ?? {}) as FakeRun['given']
    const branch = String(body['ref']).replace(/^refs\/(?:heads|tags)\//, '')
    const run = start(state, workflow, 'workflow_dispatch', branch, inputs)
    if (body['return_run_details'] !== true) return { status: 204 }
    const addresses = { run_url: apiOf(state, run), html_url: pageOf(state, run) }
    return { status: 200, body: call.sample(200, { workflow_run_id: run.id, ...addresses }) }
  },
}

/** Starts every workflow that is for it, or none: the answer is the same. */
const send: Handler = {
  permission: ['contents', 'write'],
  answer(state, { body }): Reply {
    const payload = (body['client_payload'] ?? {}) as FakeRun['given']
    if (JSON.stringify(payload).length >= 65_536)
      return refused(422, 'client_payload is too large.')
    for (const workflow of state.actions.workflows) {
      if (workflow.events.includes('repository_dispatch') && !workflow.isDisabled)
        start(state, workflow, 'repository_dispatch', defaultBranch(state), payload)
    }
    return { status: 204 }
  },
}

export const DISPATCHES: Readonly<Record<string, Handler>> = {
  'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches': dispatch,
  'POST /repos/{owner}/{repo}/dispatches': send,
}

/** Returns a workflow by its file name or its id. */
export const workflowOf = ({ actions }: State, name: string): FakeWorkflow | undefined =>
  actions.workflows.find(({ file, id }) => file === name || String(id) === name)

const repositoryOf = ({ settings }: State): string => `${settings.owner}/${settings.name}`
export const pageOf = (state: State, { id }: FakeRun): string =>
  `${state.serverUrl}/${repositoryOf(state)}/actions/runs/${id}`
export const apiOf = (state: State, { id }: FakeRun): string =>
  `${state.apiUrl}/repos/${repositoryOf(state)}/actions/runs/${id}`

function dispatchProblem(
  state: State,
  { events, inputs, isDisabled }: FakeWorkflow,
  body: Call['body'],
): string | undefined {
  if (!state.settings.returnsRunDetails && 'return_run_details' in body)
    return 'Invalid request.\n\n"return_run_details" is not a permitted key.'
  const ref = String(body['ref'])
  const names = [ref, `refs/heads/${ref}`, `refs/tags/${ref}`].filter((name) =>
    /^refs\//.test(name),
  )
  if (!names.some((name) => commitAt(state, name) !== undefined)) return `No ref found for: ${ref}`
  if (!events.includes('workflow_dispatch'))
    return "Workflow does not have 'workflow_dispatch' trigger"
  if (isDisabled) return "Cannot trigger a 'workflow_dispatch' on a disabled workflow"
  const given = (body['inputs'] ?? {}) as FakeRun['given']
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(inputs, name))
  if (unknown.length > 0) return `Unexpected inputs provided: ${JSON.stringify(unknown)}`
  const missing = Object.keys(inputs).find((name) => inputs[name]?.required && !(name in given))
  return missing === undefined ? undefined : `Required input '${missing}' not provided`
}

function start(
  { actions }: State,
  workflow: FakeWorkflow,
  event: string,
  branch: string,
  given: FakeRun['given'],
): FakeRun {
  const title = workflow.runName?.(given) ?? 'Deploy'
  const createdAt = new Date(actions.now())
  const id = 30_433_642 + actions.runs.length
  const run = { workflow, event, branch, given, title, createdAt, id, reads: 0 }
  const made = { ...run, course: actions.course }
  actions.runs.push(made)
  return made
}
