// What trigger asks of GitHub about the other repository: a port, so that plans and tests need no GitHub. Pure.

/** A run as GitHub names it. */
export type RunReference = {
  readonly id: number
  /** Its page, of http or https; empty if GitHub sent none. */
  readonly url: string
}

/** Every text is GitHub's own, as it came: show it by kit/text/escape.ts. */
export type WorkflowRun = RunReference & {
  /** `queued`, `in_progress`, `completed`, `requested`, `waiting`, `pending`: lower-case letters and `_`. */
  readonly status: string
  /** `success`, `failure`, `timed_out` and others: lower-case letters and `_`; undefined until the run is completed. */
  readonly conclusion: string | undefined
  /** The latest attempt, which status and conclusion are of; from 1. */
  readonly attempt: number
  /** What the workflow's `run-name` makes. */
  readonly title: string
}

/** What became of the request that starts something. A refusal is thrown: nothing was started then. */
export type Start =
  /** GitHub took it. `run` is undefined if it did not name the run, as repository_dispatch never does. */
  | { readonly kind: 'started'; readonly run: RunReference | undefined }
  /** A server that does not know `return_run_details` refused the request for it. Nothing was started. */
  | { readonly kind: 'details-refused' }
  /** It may have started or not. `why` is a sentence without a full stop, harmless for a log. */
  | { readonly kind: 'unknown'; readonly why: string }

export type WorkflowStart = {
  /** A file name, or an id. */
  readonly workflow: string
  readonly ref: string
  readonly inputs: Readonly<Record<string, string>>
  /** Whether to ask for the run's id (`return_run_details`). */
  readonly returnsRun: boolean
}

export type RunFilter = {
  /** A file name, or an id. */
  readonly workflow: string
  readonly event: 'workflow_dispatch' | 'repository_dispatch'
  /** Runs that were created from then on. */
  readonly since: Date
}

export type FailedJob = {
  readonly name: string
  /** Its page, of http or https; empty if GitHub sent none. */
  readonly url: string
  /** The names of the steps that failed. */
  readonly steps: readonly string[]
}

/** How long a function may take. */
export type Limits = {
  /** By the clock's `now()`: no request and no pause goes beyond it. A start gets its 30 seconds nevertheless. */
  readonly until: number
  /** Ends the request and its repetitions at once. */
  readonly signal: AbortSignal
  /** Ends a request that is under way, instead of `signal`: what became of a start is worth a wait. */
  readonly grace?: AbortSignal
}

/**
 * All functions send again what may safely be sent again, with growing pauses, not below `poll`, until the limit. They throw a UserError with
 * the reason code of trigger: `unauthorized`, `forbidden`, `not-found`, `ref-not-found`, `unknown-input`, `not-dispatchable`,
 * `invalid-request`, `rate-limited`, `server-error`, `unreachable`, `redirect-refused`; `cancelled` if the signal came first.
 */
export type WorkflowsApi = {
  /** Returns the name of the repository's default branch. */
  defaultBranch(limits: Limits): Promise<string>
  /** Starts a workflow once: a request that may have taken effect is not repeated. */
  startWorkflow(start: WorkflowStart, limits: Limits): Promise<Start>
  /** Sends a repository_dispatch once. `payload` is a JSON object. */
  startEvent(type: string, payload: object | undefined, limits: Limits): Promise<Start>
  /** Returns a run. Until `missingUntil`, by the clock, a 404 means that GitHub does not show the new run yet. */
  run(id: number, limits: Limits & { readonly missingUntil?: number }): Promise<WorkflowRun>
  /** Returns the newest runs of a workflow, 100 at most, in one request. */
  runs(filter: RunFilter, limits: Limits): Promise<readonly WorkflowRun[]>
  /** Returns the jobs of the latest attempt that did not end well, of the first 100. Asked once: throws if they can't be read. */
  failedJobs(id: number, limits: Limits): Promise<readonly FailedJob[]>
  /** Asks GitHub to cancel a run. */
  cancelRun(id: number, limits: Limits): Promise<'cancelled' | 'had-ended'>
}
