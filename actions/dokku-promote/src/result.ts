// What a run found and did: of this are the outputs and the summary made. Pure.
import type { UserError } from '../../../kit/action/user-error.ts'
import type { Method } from './method.ts'

export type Plan = {
  readonly method: Method
  readonly image: string
  readonly 'from-sha': string
  readonly previous: string
  /** Nothing is to be done: `to` has it. */
  readonly there: boolean
  /** What was there before can come back. */
  readonly 'can-go-back': boolean
  readonly because: readonly string[]
}

export type Result = {
  readonly from: string
  readonly to: string
  image: string
  sameImage: boolean
  method: Method | ''
  sha: string
  previous: string
  url: string
  changed: boolean
  /** What serves, in a few words; empty where it was not looked at. */
  serves: string
  plan: Plan | undefined
  error: UserError | undefined
}

/** A result before anything was looked at. */
export const nothingYet = (from: string, to: string): Result => ({
  from,
  to,
  image: '',
  sameImage: false,
  method: '',
  sha: '',
  previous: '',
  url: '',
  changed: false,
  serves: '',
  plan: undefined,
  error: undefined,
})
