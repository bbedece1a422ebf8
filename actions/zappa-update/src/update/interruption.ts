// Stops the work of a run that was cancelled or has exceeded its time limit.

import { UserError } from '../../../../kit/action/user-error.ts'

export type Interruption = {
  /** Aborted when the run is cancelled. */
  readonly cancel: AbortSignal
  /** Aborted when the run is cancelled or exceeds its time limit. */
  readonly signal: AbortSignal
  /** The time limit in milliseconds. */
  readonly timeout: number
}

/** Throws a UserError (`cancelled`, `timeout`) if the run is interrupted. */
export function throwIfInterrupted({ cancel, signal, timeout }: Interruption): void {
  if (cancel.aborted) throw new UserError('cancelled', 'The run was cancelled')
  if (!signal.aborted) return
  const minutes = (timeout / 60_000).toFixed(1)
  throw new UserError('timeout', `The action took longer than "timeout" (${minutes} minutes)`)
}

/** Waits for a promise. Rejects with a UserError (`cancelled`, `timeout`) as soon as the run is interrupted. */
export function unlessInterrupted<T>(interruption: Interruption, promise: Promise<T>): Promise<T> {
  const { signal } = interruption
  return new Promise((resolve, reject) => {
    const interrupt = (): void => {
      try {
        throwIfInterrupted(interruption)
      } catch (error) {
        reject(error)
      }
    }
    if (signal.aborted) interrupt()
    signal.addEventListener('abort', interrupt, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', interrupt))
  })
}
