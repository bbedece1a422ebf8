// What every step of an update has in hand.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { Get } from '../../../../kit/http/get.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import type { Aws, Facts } from '../aws/client.ts'
import type { UpdateInputs } from '../inputs.ts'
import type { Plan } from '../plan.ts'
import type { Result } from '../result.ts'
import type { Stage } from '../settings/stage.ts'
import type { Ran } from './zappa-cli.ts'

export type Job = {
  readonly inputs: UpdateInputs
  readonly stage: Stage
  /** The file of settings, from the project's folder. */
  readonly settings: string
  readonly plan: Plan
  readonly aws: Aws
  readonly result: Result
  /** What is deployed; undefined for nothing. */
  readonly facts: Facts | undefined
  /** A copy of it lies in the folder, and can be put back. */
  readonly isRecorded: boolean
  readonly folder: string
  /** What serves may be this run's code. */
  hasSent: boolean
  /** A management command may have run. */
  mayHaveCommanded: boolean
  readonly clock: Clock
  readonly get: Get
  /** Milliseconds since 1970. */
  readonly date: () => number
  readonly log: (line: string) => void
  readonly group: (title: string, lines: readonly string[]) => void
  readonly warn: (message: string) => void
  /** A text of others, which may be cut afterwards, without the values that are hidden. */
  readonly redact: (text: string) => string
  /** The run is cancelled. */
  readonly cancel: AbortSignal
  /** It is cancelled, or its time is over. */
  readonly signal: AbortSignal
  readonly zappa: (args: readonly string[]) => Promise<Ran>
}

/** Does a step of the update, unless the run is over, and keeps how long it took. */
export async function step<T>(job: Job, what: string, act: () => Promise<T>): Promise<T> {
  assertGoing(job)
  const start = job.clock.now()
  job.log(what)
  try {
    return await act()
  } catch (error) {
    // What was interrupted fails in its own way.
    assertGoing(job)
    throw error
  } finally {
    const seconds = (job.clock.now() - start) / 1000
    job.result.steps.push({ what, seconds })
    job.log(`${what}: ${seconds.toFixed(1)} s`)
  }
}

/** What tells when a run is over. */
export type Going = Pick<Job, 'cancel' | 'signal'> & {
  readonly inputs: { readonly timeout: number }
}

/** Throws a UserError (`cancelled`, `timeout`) when the run is over. */
export function assertGoing({ cancel, signal, inputs }: Going): void {
  if (cancel.aborted) throw new UserError('cancelled', 'The run was cancelled')
  if (!signal.aborted) return
  const minutes = (inputs.timeout / 60_000).toFixed(1)
  throw new UserError('timeout', `"timeout" is over, after ${minutes} minutes`)
}

/** Waits for an answer, but not longer than the run goes. */
export function whileGoing<T>(job: Going, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const over = (): void => {
      try {
        assertGoing(job)
      } catch (error) {
        reject(error)
      }
    }
    if (job.signal.aborted) over()
    job.signal.addEventListener('abort', over, { once: true })
    answer.then(resolve, reject).finally(() => job.signal.removeEventListener('abort', over))
  })
}
