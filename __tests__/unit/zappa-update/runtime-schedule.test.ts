import { expect, test } from '@jest/globals'
import { runtimeWarnings } from '../../../actions/zappa-update/src/runtime-schedule.ts'

const at = (day: string): number => Date.parse(`${day}T12:00:00Z`)
const change = { deployed: 'python3.9', next: 'python3.13', isRestored: true }

test.each([
  // Deprecated, but accepted until that day.
  ['2025-12-15', {}, []],
  ['2027-01-31', {}, []],
  ['2027-02-01', {}, ['no longer accepts "python3.9"']],
  ['2026-11-30', { deployed: 'python3.7' }, ['no longer accepts "python3.7"']],
  ['2026-11-30', { deployed: 'python3.12' }, []],
  ['2026-11-30', { deployed: 'python3.99' }, []],
  ['2026-11-30', { deployed: '' }, []],
  // Nothing will be restored, or it has the same runtime.
  ['2026-11-30', { isRestored: false }, []],
  ['2027-03-02', { next: 'python3.9' }, []],
  ['2027-03-03', { next: 'python3.9' }, ['since 2027-03-03']],
  // A function that is created, or changed to a runtime.
  ['2027-02-01', { deployed: '', next: 'python3.9' }, ['since 2027-02-01']],
  ['2027-02-01', { deployed: 'python3.13', next: 'python3.9' }, ['since 2027-02-01']],
  ['2026-11-30', { deployed: '', next: 'python3.6' }, ['since 2022-07-18']],
  [
    '2026-11-30',
    { deployed: 'python2.7', next: 'python3.6' },
    ['since 2022-07-18', 'no longer accepts "python2.7"'],
  ],
])('on %s, %j: warnings %j', (day, changes, texts) => {
  const found = runtimeWarnings({ ...change, ...changes }, at(day))
  expect(found).toEqual(texts.map((text) => expect.stringContaining(text)))
})
