// What every step of a deployment has in hand.
import type { GuardPorts } from '../../../kit/dokku/guarded.ts'
import type { Left } from '../../../kit/dokku/left.ts'
import type { Get } from '../../../kit/http-get.ts'
import type { DeployInputs } from './inputs.ts'
import type { Looked, Place } from './look.ts'
import type { Result } from './result.ts'
import type { Changes } from './settings.ts'

export type DeployPorts = GuardPorts & {
  readonly get: Get
  /** Keeps for the post part what it has to look after. */
  readonly keep: (left: Left | undefined) => void
}

/** A push, with what was there before it. */
export type Change = {
  readonly branch: string
  readonly commit: string
  readonly before: Looked
}

export type Job = {
  readonly inputs: DeployInputs
  readonly place: Place
  readonly ports: DeployPorts
  readonly result: Result
  /** The variables that were set, over all attempts, with what they were. */
  settings: Changes
  /** What the server may have of a push; undefined while there was none. */
  change: Change | undefined
}
