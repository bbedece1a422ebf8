// Formats of calendar versions, with the parts of calver.org, and calendar days.

import { quote } from '../text/escape.ts'

/** Years have four digits; months, weeks and days count from 1. */
export type Day = Readonly<Record<'year' | 'month' | 'week' | 'day', number>>

type Unit = keyof Day

export type Kind = {
  readonly unit: Unit
  /** Always two digits, so that it can directly follow another part. */
  readonly padded: boolean
  readonly from: number
  readonly to: number
  /** The number subtracted from a year. */
  readonly less: number
}

const kind = (unit: Unit, padded: boolean, from: number, to: number, less = 0): Kind => ({
  unit,
  padded,
  from,
  to,
  less,
})

const PARTS: Readonly<Record<string, Kind>> = {
  YYYY: kind('year', false, 1000, 9999),
  YY: kind('year', false, 0, 999, 2000),
  '0Y': kind('year', true, 0, 999, 2000),
  MM: kind('month', false, 1, 12),
  '0M': kind('month', true, 1, 12),
  WW: kind('week', false, 1, 53),
  '0W': kind('week', true, 1, 53),
  DD: kind('day', false, 1, 31),
  '0D': kind('day', true, 1, 31),
}

export type Format = {
  readonly text: string
  /** The parts between the dots, without the number of the release at the end. */
  readonly segments: readonly (readonly Kind[])[]
}

const ORDER: readonly Unit[] = ['year', 'month', 'week', 'day']

/**
 * Parses a format. Its versions must be PEP 440 and sort after those of earlier periods: so the year comes first and the number last,
 * only dots separate the parts, and a part directly after another always has two digits.
 */
export function parseFormat(text: string): Format | { readonly problem: string } {
  const problem = (why: string) => ({ problem: `${quote(text)} is not a calendar format: ${why}` })
  const names = text
    .split('.')
    .map((segment) => segment.match(/YYYY|0Y|YY|0M|MM|0W|WW|0D|DD|N|./gsu) ?? [])
  const known = [...Object.keys(PARTS), 'N']
  const odd = names.flat().find((name) => !known.includes(name))
  if (odd !== undefined)
    return problem(`${quote(odd)} is neither one of ${known.join(', ')} nor a dot`)
  if (names.some((segment) => segment.length === 0))
    return problem('there is nothing between two dots')
  const last = names.at(-1) ?? []
  if (last.join() !== 'N' || names.flat().filter((name) => name === 'N').length > 1) {
    return problem('N, the number of the release, must come last, after a dot, and only once')
  }
  const segments = names.slice(0, -1).map((segment) => segment.flatMap((name) => PARTS[name] ?? []))
  const units = segments.flat().map(({ unit }) => unit)
  if (units[0] !== 'year') return problem('it must start with a year: YYYY, YY or 0Y')
  if (new Set(units).size !== units.length) return problem('a part is repeated')
  if (units.includes('week') && (units.includes('month') || units.includes('day'))) {
    return problem("a week can't be combined with a month or a day")
  }
  const ordered = units.toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))
  if (ordered.join() !== units.join()) return problem('a month must come before a day')
  if (units.includes('day') && !units.includes('month')) return problem('a day needs a month')
  if (segments.some(([, ...others]) => others.some(({ padded }) => !padded))) {
    return problem('a part directly after another needs two digits: 0M, 0W, 0D')
  }
  return { text, segments }
}

/** Returns the calendar day of a moment in a time zone, with the week of ISO 8601. Undefined for an unknown zone. */
export function dayOf(moment: Date, timezone: string): Day | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      calendar: 'iso8601',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    })
    const parts = Object.fromEntries(
      format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
    )
    const { year = 0, month = 0, day = 0 } = parts
    return { year, month, day, week: isoWeek(year, month, day).week }
  } catch {
    return undefined
  }
}

/** Returns the week by ISO 8601: the Thursday of a week decides its number and year. */
export function isoWeek(year: number, month: number, day: number): { year: number; week: number } {
  const date = new Date(Date.UTC(year, month - 1, day))
  const thursday = new Date(date)
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7))
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  const days = (thursday.getTime() - first) / 86_400_000
  return { year: thursday.getUTCFullYear(), week: Math.floor(days / 7) + 1 }
}
