// A cancelled run stops at once, except during a push.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { Ports } from '../ports.ts'

/** Runs work that changes nothing on the remote. Throws a UserError (`cancelled`) as soon as the run is cancelled. */
export function whileNotCancelled<T>(
  { cancelled }: Pick<Ports, 'cancelled'>,
  work: () => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(
        new UserError('cancelled', 'The run was cancelled before the push: nothing was changed'),
      )
    }
    if (cancelled.aborted) {
      stop()
      return
    }
    cancelled.addEventListener('abort', stop, { once: true })
    work()
      .then(resolve, reject)
      .finally(() => cancelled.removeEventListener('abort', stop))
  })
}
