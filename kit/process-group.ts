// A process group that outlives whoever started it.
import type { Clock } from './time/clock.ts'

/** How often it is looked at: milliseconds. */
const EVERY = 100

/** Waits for its end, at most so many milliseconds. `was` is that it ran at first, `is` that it still does. */
export async function groupEnded(
  leader: number,
  limit: number,
  { now, sleep }: Clock,
): Promise<{ readonly was: boolean; readonly is: boolean }> {
  const was = runs(leader)
  for (const start = now(); runs(leader); await sleep(EVERY)) {
    if (now() - start > limit) return { was, is: true }
  }
  return { was, is: false }
}

function runs(leader: number): boolean {
  try {
    return process.kill(-leader, 0)
  } catch {
    return false
  }
}
