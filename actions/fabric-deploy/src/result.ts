// The result of a run, host by host: the outputs, the table and the summary are made from it. Pure.

import type { UserError } from '../../../kit/action/user-error.ts'
import { type Container, digestIn, isRunning } from './host/facts.ts'
import type { ProxyRow } from './proxy/proxy-row.ts'

export type HostOutcome =
  | 'deployed'
  | 'unchanged'
  | 'rolled-back'
  | 'failed'
  | 'unreachable'
  | 'not-reached'

/** A service that is running on a host. */
export type RunningService = {
  readonly service: string
  readonly release: string
  readonly digest: string
  readonly state: string
}

export type HostRow = {
  readonly host: string
  readonly roles: readonly string[]
  readonly outcome: HostOutcome
  /** Why it failed or was rolled back; empty otherwise. */
  readonly reason: string
  /** The exit code of what failed on the host; null if there is none. */
  readonly code: number | null
  readonly seconds: number
  readonly 'gap-ms': number
  /** What was running at the end; null if that is unknown. */
  readonly runs: readonly RunningService[] | null
  /** Its proxy, if the action is about it; null if it has none, or if that is unknown. */
  readonly proxy?: ProxyRow | null
}

/** The plan of a host as an output. */
export type PlanRow = {
  readonly host: string
  readonly roles: readonly string[]
  readonly moves: readonly {
    readonly service: string
    readonly does: 'make' | 'start' | 'replace' | 'route'
    readonly from: string
    readonly to: string
    /** The command that runs on this host before anything is switched. */
    readonly before?: readonly string[]
  }[]
  /** `start` if the proxy of the host is created or started. */
  readonly proxy?: 'start'
}

export type Result = {
  readonly action: string
  readonly environment: string
  /** The input `tag`. */
  readonly release: string
  readonly digest: string
  readonly previous: string
  readonly digests: Readonly<Record<string, string>>
  readonly changed: boolean
  readonly rows: readonly HostRow[]
  readonly reason: string
  readonly plan: readonly PlanRow[]
  /** Nothing was to be changed: a status or a dry run. */
  readonly isReadOnly: boolean
  /** Tasks of a fabfile ran, so what is running is not known. */
  readonly isTasks: boolean
}

/** A result, and the error that the step fails with. */
export type RunResult = { readonly result: Result; readonly error: UserError | undefined }

/** Returns the running services among the containers of an environment. */
export function runningServices(containers: readonly Container[]): RunningService[] {
  return containers
    .filter(isRunning)
    .map(({ labels, image, state, health }) => ({
      service: labels['towpath.service'] ?? '',
      release: labels['towpath.release'] ?? '',
      digest: digestIn(image),
      state: health === 'unhealthy' ? 'unhealthy' : state,
    }))
    .sort((a, b) => (a.service < b.service ? -1 : 1))
}
