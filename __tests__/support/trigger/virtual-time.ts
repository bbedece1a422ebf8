import type { Clock } from '../../../kit/time/clock.ts'

export type VirtualTime = {
  readonly clock: Clock
  /** Returns a signal that comes when that time has passed: milliseconds. */
  after(milliseconds: number): AbortSignal
  date(): Date
  /** Calls a function when that time has passed: milliseconds. */
  at(milliseconds: number, then: () => void): void
}

/** Time that passes only while somebody sleeps, and then at once. */
export function virtualTime(start = new Date('2026-12-01T12:00:00Z')): VirtualTime {
  let now = 0
  const alarms: { readonly time: number; readonly then: () => void }[] = []
  const ring = (until: number): void => {
    for (;;) {
      alarms.sort((a, b) => a.time - b.time)
      const [first] = alarms
      if (!first || first.time > until) return
      alarms.shift()
      now = Math.max(now, first.time)
      first.then()
    }
  }
  const at: VirtualTime['at'] = (milliseconds, then) =>
    void alarms.push({ time: now + milliseconds, then })
  return {
    at,
    clock: {
      now: () => now,
      async sleep(milliseconds, signal) {
        const until = now + milliseconds
        // What happens meanwhile may end the sleep.
        while (now < until && !signal?.aborted) {
          const next = Math.min(until, ...alarms.map(({ time }) => time))
          now = Math.max(now, next)
          ring(now)
          await new Promise((resolve) => setImmediate(resolve))
        }
      },
    },
    after(milliseconds) {
      const controller = new AbortController()
      // As that of AbortSignal.timeout.
      at(milliseconds, () => controller.abort(new DOMException('', 'TimeoutError')))
      return controller.signal
    },
    date: () => new Date(start.getTime() + now),
  }
}
