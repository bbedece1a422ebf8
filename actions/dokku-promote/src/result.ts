// The result of a run, from which the outputs and the summary are made. Pure.

import type { UserError } from '../../../kit/action/user-error.ts'
import type { Method } from './method.ts'
import type { Plan } from './plan.ts'

export type PromoteResult = {
  readonly from: string
  readonly to: string
  image: string
  sameImage: boolean
  method: Method | ''
  /** The commit that runs in `from`; empty if it is unknown. */
  sha: string
  previous: string
  url: string
  changed: boolean
  /** What is running in `to`, for messages; empty if it was not checked. */
  running: string
  plan: Plan | undefined
  error: UserError | undefined
}

/** Returns the result at the start of a run. */
export const emptyResult = (from: string, to: string): PromoteResult => ({
  from,
  to,
  image: '',
  sameImage: false,
  method: '',
  sha: '',
  previous: '',
  url: '',
  changed: false,
  running: '',
  plan: undefined,
  error: undefined,
})
