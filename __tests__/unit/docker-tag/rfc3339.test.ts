import { expect, test } from '@jest/globals'
import { isDate } from '../../../actions/docker-tag/src/rfc3339.ts'

test.each([
  '2026-01-02T03:04:05Z',
  '2026-01-02t03:04:05.25z',
  '2024-02-29T23:59:59+14:00',
  '0000-02-29T00:00:00Z',
  '1990-12-31T23:59:60Z',
  '1990-12-31T15:59:60-08:00',
])('%s is a date', (text) => {
  expect(isDate(text)).toBe(true)
})

test.each([
  '',
  '2026-01-02',
  '2026-01-02T03:04:05',
  '2026-01-02 03:04:05Z',
  '2026-02-29T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-05-05T12:34:60Z',
  '2026-01-02T03:04:05+24:00',
  ' 2026-01-02T03:04:05Z',
])('%j is not a date', (text) => {
  expect(isDate(text)).toBe(false)
})
