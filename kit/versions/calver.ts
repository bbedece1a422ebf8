// Calendar versions, with the parts of calver.org: `YYYY0M.N` is 201704.15, the fifteenth release of April 2017.
import { list, quote } from '../safe-text.ts'

const PARTS = {
  YYYY: { unit: 'year', digits: '(\\d{4})', show: (year: number) => String(year) },
  YY: { unit: 'year', digits: '(\\d{1,3})', show: (year: number) => String(year - 2000) },
  '0Y': { unit: 'year', digits: '(\\d{2,3})', show: (year: number) => padded(year - 2000) },
  MM: { unit: 'month', digits: '(1[0-2]|[1-9])', show: String },
  '0M': { unit: 'month', digits: '(0[1-9]|1[0-2])', show: padded },
  WW: { unit: 'week', digits: '([1-4]\\d|5[0-3]|[1-9])', show: String },
  '0W': { unit: 'week', digits: '(0[1-9]|[1-4]\\d|5[0-3])', show: padded },
  DD: { unit: 'day', digits: '([12]\\d|3[01]|[1-9])', show: String },
  '0D': { unit: 'day', digits: '(0[1-9]|[12]\\d|3[01])', show: padded },
} as const

type Part = keyof typeof PARTS

/** Years of four digits, months and weeks and days from 1. */
export type Day = Readonly<Record<'year' | 'month' | 'week' | 'day', number>>

export type Format = {
  readonly text: string
  /** Parts and what stands between them; `N` is the number of the release. */
  readonly tokens: readonly (Part | 'N' | { readonly literal: string })[]
}

/** Reads a format. It needs a year and the number, each thing once; weeks don't go with months and days. */
export function parseFormat(text: string): Format | { readonly problem: string } {
  const tokens = [...text.matchAll(/YYYY|0Y|YY|0M|MM|0W|WW|0D|DD|N|[^YMWDN0]+|./gs)].map(
    ([found]) => (found === 'N' || isPart(found) ? found : { literal: found }),
  )
  const parts = tokens.filter((token): token is Part => typeof token === 'string' && token !== 'N')
  const units = parts.map((part) => PARTS[part].unit)
  const problem = (why: string) => ({ problem: `${quote(text)} is not a calendar format: ${why}` })
  const literals = tokens.flatMap((token) => (typeof token === 'object' ? token.literal : []))
  const odd = /[A-Za-z]+|[^A-Za-z._-]+/.exec(literals.join('.'))?.[0]
  if (odd !== undefined) {
    const known = [...Object.keys(PARTS), 'N'].join(', ')
    return problem(`${quote(odd)} is none of ${known}, and none of ".", "-" and "_" between them`)
  }
  if (!units.includes('year')) return problem('it needs a year: YYYY, YY or 0Y')
  if (tokens.filter((token) => token === 'N').length !== 1) {
    return problem('it needs the number of the release, N, once')
  }
  if (new Set(units).size !== units.length) return problem('it has one of its parts twice')
  if (units.includes('week') && (units.includes('month') || units.includes('day'))) {
    return problem('a week goes with neither a month nor a day')
  }
  if (units.includes('day') && !units.includes('month')) return problem('a day needs a month')
  return { text, tokens }
}

const isPart = (text: string): text is Part => Object.hasOwn(PARTS, text)

/** The calendar day of a moment in a time zone; with weeks the year is the ISO week's. Undefined for a zone that there is not. */
export function dayOf(moment: Date, timezone: string): Day | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      calendar: 'iso8601',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    })
    const found = Object.fromEntries(
      format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
    )
    const { year = 0, month = 0, day = 0 } = found
    return { year, month, day, week: isoWeek(year, month, day).week }
  } catch {
    return undefined
  }
}

/** ISO 8601: the week of a day is that of its Thursday, and so is the year. */
function isoWeek(year: number, month: number, day: number): { year: number; week: number } {
  const date = new Date(Date.UTC(year, month - 1, day))
  const thursday = new Date(date)
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7))
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  const days = (thursday.getTime() - first) / 86_400_000
  return { year: thursday.getUTCFullYear(), week: Math.floor(days / 7) + 1 }
}

export type Next =
  | { readonly version: string; readonly number: bigint }
  | { readonly problem: string }

/**
 * The next version: the period of the day, and one more than the highest number that any version has in it, 1 for the first.
 * Gaps stay. A version of a later period is an error: the next one would come before it.
 */
export function nextCalendarVersion(format: Format, day: Day, versions: readonly string[]): Next {
  const now = periodOf(format, day)
  const read = readerOf(format)
  const known = versions.flatMap((version) => read(version) ?? [])
  const later = known.filter(({ period }) => comparePeriods(period, now) > 0)
  if (later.length > 0) {
    const names = later.slice(0, 3).map(({ version }) => version)
    return {
      problem: `${list(names)} lies in the future of ${show(format, day, 'N')}; a wrong clock or time zone made it, delete it or wait`,
    }
  }
  const numbers = known.flatMap((one) => (comparePeriods(one.period, now) === 0 ? one.number : []))
  const highest = numbers.sort((a, b) => (a < b ? -1 : 1)).at(-1) ?? 0n
  const number = highest + 1n
  return { version: show(format, day, String(number)), number }
}

type Period = readonly number[]

const UNITS = ['year', 'month', 'week', 'day'] as const

/** What of a day the format shows, the greatest unit first. */
function periodOf({ tokens }: Format, day: Day): Period {
  const shown = new Set(
    tokens.flatMap((token) =>
      typeof token === 'string' && token !== 'N' ? PARTS[token].unit : [],
    ),
  )
  const dated = shown.has('week') ? { ...day, ...isoWeek(day.year, day.month, day.day) } : day
  return UNITS.filter((unit) => shown.has(unit)).map((unit) => dated[unit])
}

function comparePeriods(a: Period, b: Period): number {
  for (const [index, one] of a.entries()) {
    if (one !== b[index]) return one - (b[index] ?? 0)
  }
  return 0
}

function show(format: Format, day: Day, number: string): string {
  const hasWeek = format.tokens.some((token) => token === 'WW' || token === '0W')
  const dated = hasWeek ? { ...day, ...isoWeek(day.year, day.month, day.day) } : day
  return format.tokens
    .map((token) => {
      if (typeof token === 'object') return token.literal
      return token === 'N' ? number : PARTS[token].show(dated[PARTS[token].unit])
    })
    .join('')
}

type Known = { readonly version: string; readonly period: Period; readonly number: bigint }

/** Reads versions of a format; undefined for one that is of another. */
function readerOf({ tokens }: Format): (version: string) => Known | undefined {
  const source = tokens.map((token) => {
    if (typeof token === 'object') return token.literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return token === 'N' ? '(\\d+)' : PARTS[token].digits
  })
  const expression = new RegExp(`^${source.join('')}$`)
  const groups = tokens.filter((token) => typeof token === 'string')
  return (version) => {
    const match = expression.exec(version)
    if (!match) return undefined
    const values: Partial<Record<(typeof UNITS)[number], number>> = {}
    let number = 0n
    for (const [index, token] of groups.entries()) {
      const digits = match[index + 1] ?? '0'
      if (token === 'N') number = BigInt(digits)
      else
        values[PARTS[token].unit] = Number(digits) + (token === 'YY' || token === '0Y' ? 2000 : 0)
    }
    const period = UNITS.flatMap((unit) => values[unit] ?? [])
    return { version, period, number }
  }
}

function padded(value: number): string {
  return String(value).padStart(2, '0')
}
