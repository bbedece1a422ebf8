// Parts of a plan that are worked on at the same time.

/**
 * Returns the results of several parts. If one fails, the error is thrown only once all have ended: what is left of one attempt must not
 * work in the same repository as the next one, or open a pull request after it.
 */
export async function allEnded<T extends readonly unknown[]>(
  parts: {
    readonly [K in keyof T]: Promise<T[K]>
  },
): Promise<T> {
  await Promise.allSettled(parts)
  return Promise.all(parts) as Promise<unknown> as Promise<T>
}
