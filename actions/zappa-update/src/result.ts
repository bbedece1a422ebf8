// What a run has found and done: the outputs and the summary are made from it. Pure.

import type { UserError } from '../../../kit/action/user-error.ts'
import type { DeployedCode } from './aws/aws.ts'
import type { Plan } from './plan.ts'

export type Step = { readonly title: string; readonly seconds: number }

export type Result = {
  readonly stage: string
  plan: Plan | undefined
  /** The URL that Zappa reports. */
  url: string
  /** The code before the update; undefined until it is known, or if nothing was deployed. */
  before: DeployedCode | undefined
  /** The code that is live now. */
  now: DeployedCode | undefined
  /** New code is live. */
  changed: boolean
  /** New code was live, and the old code is live again with all that belongs to it. */
  restored: boolean
  /** What a restore has restored, and what it could not restore. */
  restoredParts: readonly string[]
  missing: readonly string[]
  readonly steps: Step[]
  error: UserError | undefined
}

export const emptyResult = (stage: string): Result => ({
  stage,
  plan: undefined,
  url: '',
  before: undefined,
  now: undefined,
  changed: false,
  restored: false,
  restoredParts: [],
  missing: [],
  steps: [],
  error: undefined,
})
