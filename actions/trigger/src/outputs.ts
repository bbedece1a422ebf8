// The outputs of trigger: what is known of the run, also of one that failed.

import type { WorkflowRun } from './workflows-api.ts'

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

/** What is known so far. */
export type Known = {
  /** The run that was started; what is not known of it is missing. */
  run: Pick<WorkflowRun, 'id' | 'url'> & Partial<WorkflowRun> | undefined
  /** The status of the webhook's answer. */
  httpStatus: number | undefined
}

export const nothingKnown = (): Known => ({ run: undefined, httpStatus: undefined })

/** Returns every output but `reason`; what is not known is empty. Begun seconds count. */
export function outputsOf({ run, httpStatus }: Known, milliseconds: number): Omit<Outputs, 'reason'> {
  return {
    'run-id': String(run?.id ?? ''),
    'run-url': run?.url ?? '',
    attempt: String(run?.attempt ?? ''),
    status: run?.status ?? String(httpStatus ?? ''),
    conclusion: run?.conclusion ?? '',
    seconds: String(Math.ceil(milliseconds / 1000)),
  }
}
