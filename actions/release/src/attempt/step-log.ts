// One line in the log for each step, with the seconds that it took.

import type { Ports } from '../ports.ts'

/** Runs a step, and logs it when it is done. */
export async function logged<T>(
  { clock, runner }: Pick<Ports, 'clock' | 'runner'>,
  what: string,
  step: () => Promise<T>,
): Promise<T> {
  const start = clock.now()
  const result = await step()
  runner.log(`${what} (${((clock.now() - start) / 1000).toFixed(1)} s)`)
  return result
}
