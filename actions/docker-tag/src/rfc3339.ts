// RFC 3339 dates, sections 5.6 and 5.7.

const DATE =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](?:[01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/** Returns whether a string is a date with time and offset, on an existing day, and without an impossible leap second. */
export function isDate(text: string): boolean {
  const [, year, month, day, second] = (DATE.exec(text) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  // Date.UTC takes the years 0 to 99 as 1900 to 1999; the calendar repeats every 400 years.
  const date = new Date(Date.UTC(year + 400, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return false
  return second !== 60 || isLeapSecond(text)
}

/** Leap seconds are at the end of June and of December, in UTC. */
function isLeapSecond(text: string): boolean {
  const before = new Date(text.toUpperCase().replace(/:60(?:\.\d+)?/, ':59'))
  return /-(?:06-30|12-31)T23:59:59/.test(before.toISOString())
}
