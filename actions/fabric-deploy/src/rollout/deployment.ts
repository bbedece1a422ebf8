// What a deployment found and did. Pure.

import type { UserError } from '../../../../kit/action/user-error.ts'
import type { Service } from '../config/service.ts'
import type { Container, HostState } from '../host/facts.ts'
import type { Failure } from '../host/script-events.ts'
import type { HostPlan } from '../plan/host-plan.ts'

/** The result of switching one host. */
export type SwitchResult = {
  /** Which containers are running there now. */
  readonly running: 'new' | 'old' | 'unknown'
  /** Why the host failed; undefined if it did not. */
  readonly failure?: Failure
  /** The longest time, in milliseconds, that a published port had no container. */
  readonly gap: number
  readonly seconds: number
}

/** The state of a deployment at its end, whether it succeeded or failed. */
export type Deployment = {
  /** The hosts as they were before anything changed. */
  readonly inspected: readonly HostState[]
  readonly plans: readonly HostPlan[]
  readonly digests: ReadonlyMap<Service, string>
  /** By the host's name; hosts that the rollout did not reach are missing. */
  readonly switched: ReadonlyMap<string, SwitchResult>
  /** Why a host could not be prepared, before anything was switched. */
  readonly errors: ReadonlyMap<string, UserError>
  /** The containers at the end, by the host's name; hosts that could not be inspected are missing. */
  readonly containers: ReadonlyMap<string, readonly Container[]>
  readonly error: UserError | undefined
}
