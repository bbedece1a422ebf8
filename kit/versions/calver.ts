// Calendar versions: `YYYY0M.N` is 201704.15, the fifteenth release of April 2017.

import { list } from '../text/escape.ts'
import { type Day, type Format, isoWeek, type Kind } from './calendar-format.ts'
import { type Pep440, parsePep440 } from './pep440.ts'

export type Next =
  | { readonly version: string; readonly number: bigint }
  | { readonly problem: string }

/**
 * Returns the next version: the period of the day, and one more than the highest number in it, 1 for the first. Gaps are not filled; a
 * pre-release does not use up its number. A version of a later period is an error: the next one would come before it.
 */
export function nextCalendarVersion(format: Format, day: Day, versions: readonly string[]): Next {
  const dated = dateOf(format, day)
  const now = format.segments.flat().map(({ unit }) => dated[unit])
  const known = versions.flatMap((text) => read(format, text) ?? [])
  const later = known.filter(({ period }) => comparePeriods(period, now) > 0)
  if (later.length > 0) {
    const names = later.slice(0, 3).map(({ text }) => text)
    return {
      problem: `${list(names)} lies in the future of ${show(format, dated, 'N')}; if a wrong clock or time zone made it, delete it, else wait`,
    }
  }
  const taken = known
    .filter(({ period }) => comparePeriods(period, now) === 0)
    .map(({ number, isFinal }) => (isFinal ? number + 1n : number))
  const [number = 1n] = [1n, ...taken].sort((a, b) => (a > b ? -1 : 1))
  return { version: show(format, dated, String(number)), number }
}

type Known = {
  readonly text: string
  /** The values of the parts, in order. */
  readonly period: readonly number[]
  readonly number: bigint
  readonly isFinal: boolean
}

/** Parses a version of the format, however it is written: `2017.04.1` and `2017.4.1.post2` have the same period. */
function read({ segments }: Format, text: string): Known | undefined {
  const version = parsePep440(text)
  if (version?.epoch !== 0n) return undefined
  const { release, pre, dev } = version
  if (release.slice(segments.length + 1).some((more) => more !== 0n)) return undefined
  const values = segments.map((segment, index) => valuesOf(segment, release[index] ?? 0n))
  const isOurs = values.every((one) => one !== undefined)
  const isFinal = pre === undefined && dev === undefined
  const number = release[segments.length] ?? 0n
  return isOurs ? { text, period: values.flatMap((one) => one ?? []), number, isFinal } : undefined
}

/** Returns the values in one number, read from its end: all parts but the first have two digits. */
function valuesOf(
  segment: readonly Kind[],
  number: Pep440['release'][number],
): number[] | undefined {
  let rest = number
  const values = segment
    .toReversed()
    .map(({ from, to, less }, index) => {
      const isFirst = index === segment.length - 1
      const value = Number(isFirst ? rest : rest % 100n)
      rest /= 100n
      return value >= from && value <= to ? value + less : Number.NaN
    })
    .toReversed()
  return values.some(Number.isNaN) ? undefined : values
}

/** With weeks, the year is that of the ISO week. */
function dateOf({ segments }: Format, day: Day): Day {
  const hasWeek = segments.flat().some(({ unit }) => unit === 'week')
  return hasWeek ? { ...day, ...isoWeek(day.year, day.month, day.day) } : day
}

function comparePeriods(a: readonly number[], b: readonly number[]): number {
  const different = a.findIndex((one, index) => one !== b[index])
  return different < 0 ? 0 : (a[different] ?? 0) - (b[different] ?? 0)
}

function show({ segments }: Format, day: Day, number: string): string {
  const parts = segments.map((segment) =>
    segment
      .map(({ unit, padded, less }) => String(day[unit] - less).padStart(padded ? 2 : 1, '0'))
      .join(''),
  )
  return [...parts, number].join('.')
}
