// When Lambda stops accepting each Python. Pure.

import { quote } from '../../../kit/text/escape.ts'

type Dates = {
  /** From this day on no function can be created with this runtime, or changed to it. */
  readonly blocksCreate: string
  /** From this day on no function that has this runtime can be changed. */
  readonly blocksUpdate: string
}

const dates = (blocksCreate: string, blocksUpdate: string): Dates => ({
  blocksCreate,
  blocksUpdate,
})

/**
 * AWS's table "Block function create" and "Block function update" (docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html), as cfn-lint
 * 1.58.0 of October 2026 has it (data/AdditionalSpecs/LmbdRuntimeLifecycle.json); endoflife.date/aws-lambda agrees. AWS has postponed most of
 * them several times.
 */
const SCHEDULE: Readonly<Record<string, Dates>> = {
  'python2.7': dates('2021-07-15', '2022-05-30'),
  'python3.6': dates('2022-07-18', '2022-08-29'),
  'python3.7': dates('2024-01-09', '2027-03-03'),
  'python3.8': dates('2027-02-01', '2027-03-03'),
  'python3.9': dates('2027-02-01', '2027-03-03'),
  'python3.10': dates('2027-02-01', '2027-03-03'),
  'python3.11': dates('2027-07-31', '2027-08-31'),
  'python3.12': dates('2028-11-30', '2029-01-10'),
  'python3.13': dates('2029-07-31', '2029-08-31'),
  'python3.14': dates('2029-07-31', '2029-08-31'),
}

export type RuntimeChange = {
  /** The runtime of the deployed function; empty if there is none. */
  readonly deployed: string
  /** The runtime that the update sets. */
  readonly next: string
  /** A failure restores the deployed one. */
  readonly isRestored: boolean
}

/** Returns warnings about runtimes that AWS does not accept on this day. `now`: milliseconds since 1970. */
export function runtimeWarnings(
  { deployed, next, isRestored }: RuntimeChange,
  now: number,
): string[] {
  const today = new Date(now).toISOString().slice(0, 10)
  const isChange = deployed !== next
  /** Returns the day since when it is refused; undefined if it is accepted. */
  const refusedSince = (runtime: string): string | undefined => {
    const date = SCHEDULE[runtime]?.[isChange ? 'blocksCreate' : 'blocksUpdate']
    return date !== undefined && date <= today ? date : undefined
  }
  const found: string[] = []
  const nextSince = refusedSince(next)
  if (nextSince)
    found.push(
      `AWS has not accepted ${quote(next)} for this update since ${nextSince}, by its schedule: use a newer Python`,
    )
  const oldSince = refusedSince(deployed)
  if (isRestored && isChange && oldSince)
    found.push(
      `AWS no longer accepts ${quote(deployed)}, the runtime of the deployed function, since ${oldSince} by its schedule: if this update fails, the old code may have to run with ${quote(next)}, and the step ends as not-restored. Test the update on another stage first`,
    )
  return found
}
