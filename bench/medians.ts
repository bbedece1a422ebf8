// Medians of measurements, and of the times of functions that run in turn.

/** Returns the median of some numbers. */
export const median = (values: readonly number[] = []): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Runs everything once a round, in turn, and returns the median milliseconds of each. A run that returns a number has measured itself. */
export function medians<Name extends string>(
  rounds: number,
  runs: Readonly<Record<Name, () => unknown>>,
): Record<Name, number> {
  const named = Object.entries<() => unknown>(runs) as [Name, () => unknown][]
  const times = named.map(() => [] as number[])
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, [, run]] of named.entries()) {
      const began = performance.now()
      const own = run()
      times[index]?.push(typeof own === 'number' ? own : performance.now() - began)
    }
  }
  const found = named.map(([name], index) => [name, median(times[index])])
  return Object.fromEntries(found) as Record<Name, number>
}
