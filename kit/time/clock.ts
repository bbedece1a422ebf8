// The clock for measuring and waiting.

export type Clock = {
  /** Returns milliseconds since an arbitrary moment; they only increase. */
  now(): number
  /** Waits. Resolves early if the signal comes. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** The clock of this process. */
export const clock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const end = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, milliseconds)
      signal?.addEventListener('abort', end)
    }),
}
