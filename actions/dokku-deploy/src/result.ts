// The result of a run, from which the outputs and the summary are made. Pure.

import type { UserError } from '../../../kit/action/user-error.ts'
import type { Plan } from './plan.ts'

export type DeployResult = {
  readonly app: string
  /** The commit of the checkout. */
  sha: string
  url: string
  /** The commit that the app has; empty if nothing of this was pushed. */
  pushed: string
  /** The commit that the app had before; empty for none. */
  previous: string
  changed: boolean
  plan: Plan | undefined
  /** What is running, for messages; empty if it was not checked. */
  running: string
  error: UserError | undefined
}

/** Returns the result at the start of a run. */
export const emptyResult = (app: string): DeployResult => ({
  app,
  sha: '',
  url: '',
  pushed: '',
  previous: '',
  changed: false,
  plan: undefined,
  running: '',
  error: undefined,
})
