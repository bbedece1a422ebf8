// Time as a run sees it.

export type Clock = {
  /** Milliseconds from some beginning; they never go back. */
  now(): number
  /** Lets milliseconds pass. Ends early, and quietly, with the signal. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** The process's own clock. */
export const clock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const over = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', over)
        resolve()
      }
      const timer = setTimeout(over, milliseconds)
      signal?.addEventListener('abort', over)
    }),
}
