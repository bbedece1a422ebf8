// What a deployment needs from the outside, whatever is deployed.

import type { Get } from '../http/get.ts'
import type { Clock } from '../time/clock.ts'
import type { PostState } from './post-state.ts'
import type { AppRepository } from './repository.ts'
import type { Dokku } from './server.ts'

export type Server = {
  readonly dokku: Dokku
  readonly repository: AppRepository
}

export type DeployPorts = {
  readonly clock: Clock
  readonly log: (line: string) => void
  /** Aborted when the run is cancelled. */
  readonly cancel: AbortSignal
  readonly get: Get
  /** Called when the server reports that it deployed. What the app has is only asked after that, and may not be known. */
  readonly onDeployed: () => void
  /** Saves a deployment that the post step has to watch; undefined for none. */
  readonly savePostState: (state: PostState | undefined) => void
}

/** What one command needs that deploys. */
export type CommandPorts = Pick<DeployPorts, 'clock' | 'log' | 'cancel'>
