// What a run found and did: of this are the outputs and the summary made. Pure.
import type { UserError } from '../../../kit/action/user-error.ts'
import type { Code } from './aws/client.ts'
import type { Plan } from './plan.ts'

/** Something that was done, with how long it took: seconds. */
export type Step = { readonly what: string; readonly seconds: number }

export type Result = {
  readonly stage: string
  plan: Plan | undefined
  /** Where Zappa says that it is served. */
  url: string
  /** What was deployed before; undefined while it was not looked at, or where nothing was. */
  before: Code | undefined
  /** What serves now. */
  now: Code | undefined
  /** New code serves. */
  changed: boolean
  /** New code served, and the old one does again. */
  restored: boolean
  readonly steps: Step[]
  error: UserError | undefined
}

/** A result before anything was looked at. */
export const nothingYet = (stage: string): Result => ({
  stage,
  plan: undefined,
  url: '',
  before: undefined,
  now: undefined,
  changed: false,
  restored: false,
  steps: [],
  error: undefined,
})
