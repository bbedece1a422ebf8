// What deploying to an app takes, whatever is deployed.
import type { Get } from '../http/get.ts'
import type { Left } from './post-state.ts'
import type { AppRepository } from './repository.ts'
import type { Dokku } from './server.ts'
import type { GuardPorts } from './time-limit.ts'

export type Server = {
  readonly dokku: Dokku
  readonly repository: AppRepository
}

export type DeployPorts = GuardPorts & {
  readonly get: Get
  /** Keeps for the post part what it has to look after. */
  readonly keep: (left: Left | undefined) => void
}
