// The section of a release in a changelog, a Markdown file. Pure.

import { type Day, dayOf } from '../../../../kit/versions/calendar-format.ts'

/** Returns the day of a moment in a time zone, `2017-04-15`. */
export function dateIn(moment: Date, timezone: string): string {
  const { year, month, day } = dayOf(moment, timezone) ?? NEVER
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}`
}

const NEVER: Day = { year: 1970, month: 1, week: 1, day: 1 }

export type Section = {
  readonly version: string
  /** `2017-04-15`. */
  readonly date: string
  readonly notes: string
}

/**
 * Returns a changelog with the section `## VERSION (DATE)` above the newest release; an "Unreleased" section stays above it. The line
 * ends of the file are kept. Unchanged if it has a section of this version; a new changelog if it is undefined or empty.
 */
export function withSection(text: string | undefined, { version, date, notes }: Section): string {
  const section = `## ${version} (${date})\n\n${notes}\n`
  if (text === undefined || text.replace(/^\uFEFF/, '').trim() === '') {
    return `# Changelog\n\n${section}`
  }
  const headings = headingsOf(text)
  if (headings.some((heading) => isOf(heading.title, version))) return text
  const end = /\r?\n/.exec(text)?.[0] ?? '\n'
  return inserted(text, section.replaceAll('\n', end), end)
}

/** Returns a changelog with a section above the newest release, or at the end if there is none. */
function inserted(text: string, section: string, end: string): string {
  const newest = headingsOf(text).find(({ title }) => !/^\[?unreleased\b/i.test(title))
  if (newest) return `${text.slice(0, newest.start)}${section}${end}${text.slice(newest.start)}`
  const isEnded = text === '' || text.endsWith('\n')
  return `${text}${isEnded ? '' : end}${/\n\r?\n$/.test(text) ? '' : end}${section}`
}

/**
 * Returns a changelog without the section of a version, and a function that adds the section to another changelog, above its newest
 * release, unless it is there. Undefined if there is no such section.
 */
export function withoutSection(
  text: string,
  version: string,
): { readonly rest: string; readonly restored: (other: string) => string } | undefined {
  const headings = headingsOf(text)
  const at = headings.findIndex(({ title }) => isOf(title, version))
  const { start } = headings[at] ?? {}
  if (start === undefined) return undefined
  const next = headings[at + 1]?.start ?? text.length
  const end = /\r?\n/.exec(text)?.[0] ?? '\n'
  const section = text.slice(start, next).trimEnd() + end
  const restored = (other: string): string =>
    headingsOf(other).some(({ title }) => isOf(title, version))
      ? other
      : inserted(other, section, end)
  return { rest: text.slice(0, start) + text.slice(next), restored }
}

/** `## 1.2.0 (2017-04-15)`, `## [1.2.0] - 2017-04-15` and `## v1.2.0` are all of 1.2.0. */
function isOf(title: string, version: string): boolean {
  return /^\[?v?([^\s\]]+)/i.exec(title)?.[1] === version
}

type Heading = { readonly start: number; readonly title: string }

/** Returns the headings of the second level, except in code blocks and comments. */
function headingsOf(text: string): Heading[] {
  const headings: Heading[] = []
  let start = text.startsWith('\uFEFF') ? 1 : 0
  let fence = ''
  let isComment = false
  for (const line of text.slice(start).split('\n')) {
    const [, mark = ''] = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line) ?? []
    const isClosing = mark.startsWith(fence) && line.trim() === mark
    if (isComment) isComment = !line.includes('-->')
    else if (fence !== '') fence = isClosing ? '' : fence
    else if (mark !== '') fence = mark
    else if (/^ {0,3}<!--/.test(line)) isComment = !line.includes('-->')
    else {
      const [, title] = /^ {0,3}##[ \t]+(.*?)[ \t#]*\r?$/.exec(line) ?? []
      if (title !== undefined) headings.push({ start, title })
    }
    start += line.length + 1
  }
  return headings
}
