// What a run found and did: of this are the outputs and the summary made. Pure.
import type { UserError } from '../../../kit/action/user-error.ts'
import type { Plan } from './plan.ts'

export type Result = {
  readonly app: string
  /** The commit of the checkout. */
  sha: string
  url: string
  /** What the app has; empty while it has nothing of this. */
  pushed: string
  /** What the app had before; empty for nothing. */
  previous: string
  changed: boolean
  plan: Plan | undefined
  /** What serves, in a few words; empty where it was not looked at. */
  serves: string
  error: UserError | undefined
}

/** A result before anything was looked at. */
export const nothingYet = (app: string, sha: string): Result => ({
  app,
  sha,
  url: '',
  pushed: '',
  previous: '',
  changed: false,
  plan: undefined,
  serves: '',
  error: undefined,
})
