import { describe, expect, test } from '@jest/globals'
import { dayOf, parseFormat } from '../../../kit/versions/calendar-format.ts'
import { nextCalendarVersion } from '../../../kit/versions/calver.ts'

function next(format: string, moment: string, versions: readonly string[] = [], timezone = 'UTC') {
  const parsed = parseFormat(format)
  const day = dayOf(new Date(moment), timezone)
  if ('problem' in parsed || !day) throw new Error('bad')
  const found = nextCalendarVersion(parsed, day, versions)
  return 'problem' in found ? found.problem : found.version
}

describe('the next calendar version', () => {
  test.each([
    ['the first of a month', 'YYYY0M.N', '2017-04-03', ['201703.8'], '201704.1'],
    [
      'numbers are compared as numbers, not as strings',
      'YYYY0M.N',
      '2017-04-03',
      ['201704.9', '201704.10', '201704.2'],
      '201704.11',
    ],
    ['gaps stay', 'YYYY0M.N', '2017-04-03', ['201704.1', '201704.5'], '201704.6'],
    [
      'numbers of any size',
      'YYYY0M.N',
      '2017-04-03',
      ['201704.99999999999999999999'],
      '201704.100000000000000000000',
    ],
    [
      'tags of another format do not count',
      'YYYY0M.N',
      '2017-04-03',
      ['1.2.3', '2017.4.9', '201704.x', '20170.5', '201713.4'],
      '201704.1',
    ],
    ['short years', 'YY.MM.N', '2006-01-02', [], '6.1.1'],
    ['short years above 99', 'YY.N', '2106-01-02', [], '106.1'],
    ['padded years and days', '0Y.0M.0D.N', '2006-01-02', ['6.1.2.4'], '06.01.02.5'],
    ['a year of two digits, padded', '0Y0M.N', '2006-01-02', ['601.4'], '0601.5'],
    [
      'padded days directly after months',
      'YYYY.0M0D.N',
      '2026-11-05',
      ['2026.1105.1'],
      '2026.1105.2',
    ],
    ['tags with other padding count', 'YYYY.MM.N', '2026-09-05', ['2026.09.5'], '2026.9.6'],
    ['a post-release uses up its number', 'YYYY0M.N', '2026-11-05', ['202611.3.post1'], '202611.4'],
    ['a local version uses up its number', 'YYYY0M.N', '2026-11-05', ['202611.3+x'], '202611.4'],
    [
      'a pre-release does not use up its number',
      'YYYY0M.N',
      '2026-11-05',
      ['202611.3rc2', '202611.1'],
      '202611.3',
    ],
    ['days', 'YYYY.MM.DD.N', '2026-11-05', ['2026.11.5.3', '2026.11.4.9'], '2026.11.5.4'],
    ['weeks', 'YYYY.0W.N', '2026-02-04', [], '2026.06.1'],
    ['a week of last year', 'YYYY.WW.N', '2027-01-01', ['2026.53.2'], '2026.53.3'],
    ['a week of next year', 'YYYY.WW.N', '2024-12-30', [], '2025.1.1'],
  ])('%s', (_, format, moment, versions, expected) => {
    expect(next(format, moment, versions)).toBe(expected)
  })

  test('uses the day in the time zone', () => {
    const moment = '2026-10-31T23:30:00Z'
    expect(next('YYYY0M.N', moment)).toBe('202610.1')
    expect(next('YYYY0M.N', moment, [], 'Europe/Berlin')).toBe('202611.1')
    expect(next('YYYY0M.0D.N', '2026-11-01T02:00:00Z', [], 'America/New_York')).toBe('202610.31.1')
  })

  test('is an error if a tag is of a later period', () => {
    expect(next('YYYY0M.N', '2017-04-03', ['201705.1'])).toMatch(
      /"201705\.1" lies in the future of 201704\.N/,
    )
    expect(next('YYYY.MM.N', '2017-09-03', ['2017.10.1'])).toContain('future')
    expect(next('YYYY.MM.N', '2017-10-03', ['2017.9.1'])).toBe('2017.10.1')
    expect(next('YYYY0M.N', '2026-11-05', ['202612.1b1'])).toContain('future')
    expect(next('YYYY.0M.N', '2026-11-05', ['2027.1.1'])).toContain('future')
  })

  test('needs a time zone that exists', () => {
    expect(dayOf(new Date(0), 'Mars/Olympus')).toBeUndefined()
  })
})

test.each([
  ['', 'nothing between two dots'],
  ['YYYY0M', 'must come last'],
  ['YYYY.N.N', 'once'],
  ['N.YYYY', 'must come last'],
  ['YYYY.0MN', 'after a dot'],
  ['YYYY..N', 'is nothing'],
  ['.YYYY.N', 'is nothing'],
  ['MM.N', 'start with a year'],
  ['MM.YYYY.N', 'start with a year'],
  ['YYYY.DD.MM.N', 'a month must come before a day'],
  ['YYYYMM.N', 'two digits'],
  ['YYYY.YY.N', 'a part is repeated'],
  ['YYYY.WW.MM.N', 'with a month or a day'],
  ['YYYY.DD.N', 'a day needs a month'],
  ['YYYY.Q.N', '"Q" is neither one of YYYY'],
  ['vYYYY.N', '"v" is neither one of'],
  ['YYYY-0M.N', '"-" is neither one of'],
])('%j is not a valid format: %s', (text, problem) => {
  expect(parseFormat(text)).toEqual({ problem: expect.stringContaining(problem) })
})
