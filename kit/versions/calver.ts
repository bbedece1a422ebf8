// Calendar versions, with the parts of calver.org: `YYYY0M.N` is 201704.15, the fifteenth release of April 2017.
import { list, quote } from '../safe-text.ts'
import { type Pep440, parsePep440 } from './pep440.ts'

/** Years of four digits, months and weeks and days from 1. */
export type Day = Readonly<Record<'year' | 'month' | 'week' | 'day', number>>

type Unit = keyof Day

type Kind = {
  readonly unit: Unit
  /** Always two digits, so that it can stand behind another part. */
  readonly padded: boolean
  readonly from: number
  readonly to: number
  /** What is taken off a year. */
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
  /** The parts between the dots; the number of the release, which is the last, is not one of them. */
  readonly segments: readonly (readonly Kind[])[]
}

const ORDER: readonly Unit[] = ['year', 'month', 'week', 'day']

/**
 * Reads a format. What it makes must be a version under PEP 440 that comes after those of earlier periods: so there are dots and
 * nothing else between the parts, the year is first and the number last, and behind another part stand two digits always.
 */
export function parseFormat(text: string): Format | { readonly problem: string } {
  const problem = (why: string) => ({ problem: `${quote(text)} is not a calendar format: ${why}` })
  const names = text
    .split('.')
    .map((segment) => segment.match(/YYYY|0Y|YY|0M|MM|0W|WW|0D|DD|N|./gsu) ?? [])
  const known = [...Object.keys(PARTS), 'N']
  const odd = names.flat().find((name) => !known.includes(name))
  if (odd !== undefined) return problem(`${quote(odd)} is none of ${known.join(', ')}, and no dot`)
  if (names.some((segment) => segment.length === 0)) return problem('between two dots is nothing')
  const last = names.at(-1) ?? []
  if (last.join() !== 'N' || names.flat().filter((name) => name === 'N').length > 1) {
    return problem('the number of the release, N, comes last, behind a dot, and once')
  }
  const segments = names.slice(0, -1).map((segment) => segment.flatMap((name) => PARTS[name] ?? []))
  const units = segments.flat().map(({ unit }) => unit)
  if (units[0] !== 'year') return problem('it begins with a year: YYYY, YY or 0Y')
  if (new Set(units).size !== units.length) return problem('it has one of its parts twice')
  if (units.includes('week') && (units.includes('month') || units.includes('day'))) {
    return problem('a week goes with neither a month nor a day')
  }
  const ordered = units.toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))
  if (ordered.join() !== units.join()) return problem('months come before days')
  if (units.includes('day') && !units.includes('month')) return problem('a day needs a month')
  if (segments.some(([, ...others]) => others.some(({ padded }) => !padded))) {
    return problem('a part that stands behind another one has two digits: 0M, 0W, 0D')
  }
  return { text, segments }
}

/** The calendar day of a moment in a time zone, with the week of ISO 8601. Undefined for a zone that there is not. */
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
 * Gaps stay; a pre-release does not take its number. Anything of a later period is an error: the next one would come before it.
 */
export function nextCalendarVersion(format: Format, day: Day, versions: readonly string[]): Next {
  const dated = dateOf(format, day)
  const now = format.segments.flat().map(({ unit }) => dated[unit])
  const known = versions.flatMap((text) => read(format, text) ?? [])
  const later = known.filter(({ period }) => comparePeriods(period, now) > 0)
  if (later.length > 0) {
    const names = later.slice(0, 3).map(({ text }) => text)
    return {
      problem: `${list(names)} lies in the future of ${show(format, dated, 'N')}; a wrong clock or time zone made it, delete it or wait`,
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
  /** The values of the parts, in their order. */
  readonly period: readonly number[]
  readonly number: bigint
  readonly isFinal: boolean
}

/** A version of the format, however it is written: `2017.04.1` and `2017.4.1.post2` are of one period. */
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

/** The values in one number, read from its end: behind the first part each has two digits. */
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

/** With weeks the year is the ISO week's. */
function dateOf({ segments }: Format, day: Day): Day {
  const hasWeek = segments.flat().some(({ unit }) => unit === 'week')
  return hasWeek ? { ...day, ...isoWeek(day.year, day.month, day.day) } : day
}

function comparePeriods(a: readonly number[], b: readonly number[]): number {
  const different = a.findIndex((one, index) => one !== b[index])
  return different < 0 ? 0 : (a[different] ?? 0) - (b[different] ?? 0)
}

function show({ segments }: Format, day: Day, number: string): string {
  const texts = segments.map((segment) =>
    segment
      .map(({ unit, padded, less }) => String(day[unit] - less).padStart(padded ? 2 : 1, '0'))
      .join(''),
  )
  return [...texts, number].join('.')
}
