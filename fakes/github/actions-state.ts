// What the fake GitHub knows of workflows and their runs, and how a run goes on.

export type FakeWorkflow = {
  /** `deploy.yml`, on the default branch. */
  readonly file: string
  readonly id: number
  /** `workflow_dispatch`, `repository_dispatch`. */
  events: readonly string[]
  /** The inputs of workflow_dispatch. */
  inputs: Readonly<Record<string, { readonly required?: boolean }>>
  isDisabled: boolean
  /** Its `run-name`, from the inputs or the payload; GitHub's own title if there is none. */
  runName: ((given: Readonly<Record<string, unknown>>) => string) | undefined
}

export type FakeJob = {
  readonly name: string
  readonly conclusion: string
  readonly steps: readonly { readonly name: string; readonly conclusion: string }[]
}

/** How a run is; `hidden`: GitHub does not show it yet. */
export type RunState = {
  readonly status: string
  readonly conclusion?: string
  readonly attempt?: number
  readonly jobs?: readonly FakeJob[]
  readonly isHidden?: boolean
}

export type FakeRun = {
  readonly id: number
  readonly workflow: FakeWorkflow
  readonly event: string
  readonly branch: string
  readonly title: string
  /** The inputs or the payload. */
  readonly given: Readonly<Record<string, unknown>>
  readonly createdAt: Date
  /** How it is at each reading; the last state stays. */
  course: readonly RunState[]
  /** How often it was read. */
  reads: number
}

export type ActionsState = {
  readonly workflows: FakeWorkflow[]
  /** The oldest first. */
  readonly runs: FakeRun[]
  /** The course of each run that is started from now on. */
  course: readonly RunState[]
  /** The time when runs are made: milliseconds of the epoch. */
  now: () => number
}

export const SUCCESS: RunState = { status: 'completed', conclusion: 'success' }

/** Returns GitHub's state with one workflow, `deploy.yml`, that both events start and that shows the correlation. */
export const someActions = (): ActionsState => ({
  workflows: [
    {
      ...{ file: 'deploy.yml', id: 77, isDisabled: false },
      events: ['workflow_dispatch', 'repository_dispatch'],
      inputs: { environment: {}, correlation: {} },
      runName: ({ correlation = '' }) => `Deploy (${correlation})`,
    },
  ],
  runs: [],
  course: [{ status: 'queued' }, { status: 'in_progress' }, SUCCESS],
  now: Date.now,
})

/** Returns how a run is now. */
export const stateOf = ({ course, reads }: FakeRun): RunState =>
  course[Math.min(reads, course.length - 1)] ?? SUCCESS

/** Returns how a run is, and lets it go on. */
export function readRun(run: FakeRun): RunState {
  const state = stateOf(run)
  run.reads += 1
  return state
}
