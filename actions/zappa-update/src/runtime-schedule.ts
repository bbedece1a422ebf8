// When Lambda stops accepting each Python. Pure.

import { quote } from '../../../kit/text/escape.ts'

type Dates = {
  /** No more patches. */
  readonly deprecated: string
  /** No new functions, and by AWS's own messages no function that changes to this runtime. */
  readonly blocksCreate: string
  /** No changes of functions that have this runtime. */
  readonly blocksUpdate: string
}

const dates = (deprecated: string, blocksCreate: string, blocksUpdate: string): Dates => ({
  deprecated,
  blocksCreate,
  blocksUpdate,
})

/**
 * AWS's table (docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html), as cfn-lint 1.58.0 of October 2026 has it
 * (data/AdditionalSpecs/LmbdRuntimeLifecycle.json). AWS has postponed most of these dates several times.
 */
const SCHEDULE: Readonly<Record<string, Dates>> = {
  'python2.7': dates('2021-07-15', '2021-07-15', '2022-05-30'),
  'python3.6': dates('2022-07-18', '2022-07-18', '2022-08-29'),
  'python3.7': dates('2023-12-04', '2024-01-09', '2027-03-03'),
  'python3.8': dates('2024-10-14', '2027-02-01', '2027-03-03'),
  'python3.9': dates('2025-12-15', '2027-02-01', '2027-03-03'),
  'python3.10': dates('2026-10-31', '2027-02-01', '2027-03-03'),
  'python3.11': dates('2027-06-30', '2027-07-31', '2027-08-31'),
  'python3.12': dates('2028-10-31', '2028-11-30', '2029-01-10'),
  'python3.13': dates('2029-06-30', '2029-07-31', '2029-08-31'),
  'python3.14': dates('2029-06-30', '2029-07-31', '2029-08-31'),
}

export type RuntimeChange = {
  /** The runtime of the deployed function; empty if there is none. */
  readonly deployed: string
  /** The runtime that the update sets. */
  readonly next: string
  /** A failure restores the deployed one. */
  readonly isRestored: boolean
}

/** Returns warnings about runtimes that AWS accepts no more, or may not accept when they have to be restored. `now`: milliseconds since 1970. */
export function runtimeWarnings(
  { deployed, next, isRestored }: RuntimeChange,
  now: number,
): string[] {
  const today = new Date(now).toISOString().slice(0, 10)
  const hasPassed = (date: string | undefined): boolean => date !== undefined && date <= today
  const found: string[] = []
  if (hasPassed(SCHEDULE[next]?.blocksUpdate)) {
    found.push(
      `AWS has not accepted updates of functions with ${quote(next)} since ${SCHEDULE[next]?.blocksUpdate}, by its schedule: use a newer Python`,
    )
  }
  const old = SCHEDULE[deployed]
  if (!isRestored || deployed === next || !old || !hasPassed(old.deprecated)) return found
  const isBlocked = hasPassed(old.blocksCreate) || hasPassed(old.blocksUpdate)
  const state = isBlocked
    ? `AWS no longer accepts ${quote(deployed)}, the runtime of the deployed function (deprecated on ${old.deprecated})`
    : `AWS has deprecated ${quote(deployed)}, the runtime of the deployed function, on ${old.deprecated}, and by its schedule accepts it until ${old.blocksCreate}`
  found.push(
    `${state}: if this update fails, the old code may have to run with ${quote(next)}, and the step ends as not-restored. Test the update on another stage first`,
  )
  return found
}
