// What every step of a deployment has in hand.
import type { DeployPorts } from '../../../kit/dokku/ports.ts'
import type { Changes } from './app-config.ts'
import type { DeployInputs } from './inputs.ts'
import type { Looked, Place } from './inspect.ts'
import type { Result } from './result.ts'

export type Pushed = {
  readonly branch: string
  readonly commit: string
  readonly before: Looked
}

export type Job = {
  readonly inputs: DeployInputs
  readonly place: Place
  readonly ports: DeployPorts
  readonly result: Result
  /** The variables that get another value, over all attempts, with what they were. */
  settings: Changes
  /** They may have been set. */
  areSet: boolean
  /** What the server may have of a push; undefined while there was none. */
  pushed: Pushed | undefined
}
