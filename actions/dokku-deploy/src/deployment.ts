// The state of one deployment, over all its attempts.

import type { DeployPorts } from '../../../kit/dokku/ports.ts'
import type { ConfigChanges } from './app-config.ts'
import type { DeployInputs } from './inputs.ts'
import type { DeployTarget, Inspection } from './inspect.ts'
import type { DeployResult } from './result.ts'

export type PushedCommit = {
  readonly branch: string
  readonly commit: string
  /** What the app had before the push. */
  readonly before: Inspection
}

export type Deployment = {
  readonly inputs: DeployInputs
  readonly target: DeployTarget
  readonly ports: DeployPorts
  readonly result: DeployResult
  /** The variables to change. */
  changes: ConfigChanges
  /** The variables may have been set. */
  isConfigSet: boolean
  /** What the server may have received; undefined before a push. */
  pushed: PushedCommit | undefined
}
