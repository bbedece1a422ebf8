// What a run found and did, host by host: of this are the outputs, the table and the summary made. Pure.
import { type Container, digestIn, isRunning } from './host/facts.ts'

export type HostOutcome =
  | 'deployed'
  | 'unchanged'
  | 'rolled-back'
  | 'failed'
  | 'unreachable'
  | 'not-reached'

/** A service on a host as it was seen last. */
export type Running = {
  readonly service: string
  readonly release: string
  readonly digest: string
  readonly state: string
}

export type Row = {
  readonly host: string
  readonly roles: readonly string[]
  readonly outcome: HostOutcome
  /** Why it failed or went back; empty where it did not. */
  readonly reason: string
  /** The code of what failed on the host; null where there is none. */
  readonly code: number | null
  readonly seconds: number
  readonly 'gap-ms': number
  /** What runs, where it could be seen at the end; null where not. */
  readonly runs: readonly Running[] | null
}

/** A host's part of the plan. */
export type PlannedHost = {
  readonly host: string
  readonly roles: readonly string[]
  readonly moves: readonly {
    readonly service: string
    readonly does: 'make' | 'start' | 'replace'
    readonly from: string
    readonly to: string
  }[]
}

export type Result = {
  readonly action: string
  readonly environment: string
  /** The release that was asked for. */
  readonly release: string
  readonly digest: string
  readonly previous: string
  readonly digests: Readonly<Record<string, string>>
  readonly changed: boolean
  readonly rows: readonly Row[]
  readonly reason: string
  readonly plan: readonly PlannedHost[]
  /** Nothing was to be done but telling. */
  readonly told: boolean
  /** A fabfile's tasks did the work: what runs is theirs to know. */
  readonly tasks: boolean
}

/** What runs of an environment, from its containers. */
export function runningOf(containers: readonly Container[]): Running[] {
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
