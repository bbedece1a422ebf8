// The outputs of trigger: what is known of the run, also of one that failed.

import type { FailedJob, RunReference, WorkflowRun } from './workflows-api.ts'

export const OUTPUTS = [
  'run-id',
  'run-url',
  'attempt',
  'status',
  'conclusion',
  'seconds',
  'reason',
] as const

export type Outputs = Readonly<Record<(typeof OUTPUTS)[number], string>>

/** Returns the address of a run, or its id if GitHub sent none. */
export const placeOf = ({ id, url }: RunReference): string => (url === '' ? `run ${id}` : url)

/** What is known so far. */
export type Known = {
  /** Whether something was started. */
  start: 'no' | 'yes' | 'unknown'
  /** The run that was started; of one that was not read yet, only the id and the address are known. */
  run: (RunReference & Partial<WorkflowRun>) | undefined
  /** The status of the webhook's answer. */
  httpStatus: number | undefined
  failedJobs: readonly FailedJob[]
}

export const nothingKnown = (): Known => ({
  start: 'no',
  run: undefined,
  httpStatus: undefined,
  failedJobs: [],
})

/** Returns every output but `reason`; what is not known is empty. A second that has begun counts. */
export function outputsOf(
  { run, httpStatus }: Known,
  milliseconds: number,
): Omit<Outputs, 'reason'> {
  return {
    'run-id': String(run?.id ?? ''),
    'run-url': run?.url ?? '',
    attempt: String(run?.attempt ?? ''),
    status: run?.status ?? String(httpStatus ?? ''),
    conclusion: run?.conclusion ?? '',
    seconds: String(Math.ceil(milliseconds / 1000)),
  }
}
