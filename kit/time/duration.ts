// Durations with a unit, as in configurations and inputs. Pure.

import { type Input, trimWhitespace } from '../action/inputs.ts'

/** An integer and ms, s, m or h. */
export const DURATION = /^[0-9]{1,9}(?:ms|s|m|h)$/

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const

/** Converts a duration such as `30s` to milliseconds. Throws if it is not one. */
export function milliseconds(text: string): number {
  const [, digits, unit] = /^([0-9]+)(ms|s|m|h)$/.exec(text) ?? []
  if (digits === undefined || unit === undefined) throw new Error(`${text} is not a duration`)
  return Number(digits) * UNITS[unit as keyof typeof UNITS]
}

/** An input that is a duration from `from` to `to`, in milliseconds. */
export function duration(from: string, to: string): Input<number> {
  return (raw) => {
    const text = trimWhitespace(raw)
    const value = DURATION.test(text) ? milliseconds(text) : Number.NaN
    if (value >= milliseconds(from) && value <= milliseconds(to)) return { value }
    return { problem: `a duration from ${from} to ${to}, such as 90s or 15m` }
  }
}
