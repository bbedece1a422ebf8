// What trigger asks of the outside. Types only.

import type { RedactingRunner } from '../../../kit/action/redacting-runner.ts'
import type { RepositoryName } from '../../../kit/github/api.ts'
import type { Clock } from '../../../kit/time/clock.ts'
import type { SendWebhook } from './webhook/webhook.ts'
import type { WorkflowsApi } from './workflows-api.ts'

export type WorkflowsOptions = {
  readonly token: string
  /** The shortest time between two attempts: milliseconds. */
  readonly poll: number
  /** Gets a sentence before each pause of a request that is repeated. */
  onPause(sentence: string): void
}

export type Ports = {
  readonly redacting: RedactingRunner
  readonly clock: Clock
  /** The time of day. */
  readonly date: () => Date
  /** Returns a signal that comes after some milliseconds. It does not keep the process alive. */
  readonly after: (milliseconds: number) => AbortSignal
  /** The step is cancelled. */
  readonly cancelled: AbortSignal
  /** GITHUB_REPOSITORY. */
  readonly repository: string
  /** Returns a text that is used nowhere else. */
  readonly unique: () => string
  readonly sendWebhook: SendWebhook
  readonly workflows: (
    repository: RepositoryName,
    options: WorkflowsOptions,
  ) => Promise<WorkflowsApi>
}
