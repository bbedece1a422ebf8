// How long to wait before another attempt. Pure.

const FIRST = 300
const LONGEST = 6000

/** Returns milliseconds, more and more of them, at random: runs that collide must not collide again. `random` is from 0 to 1. */
export function pauseBefore(attempt: number, random: number): number {
  const longest = Math.min(FIRST * 2 ** (attempt - 1), LONGEST)
  return Math.round(longest * (0.1 + 0.9 * random))
}
