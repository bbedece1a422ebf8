import { expect, test } from '@jest/globals'
import { unmatchedPatterns } from '../../../scripts/test-patterns.ts'
import { type JestReport, missingTools, notLoaded } from '../../../scripts/test-report.ts'

test.each([
  [['unit', 'component', 'process', 'contract'], []],
  [['__tests__/unit/scripts/test-report.test.ts'], []],
  [['UNIT/scripts'], []],
  [
    ['unit', 'nonsense', '('],
    ['nonsense', '('],
  ],
  [['unit', '-t', 'a name'], []],
])('the patterns %j: those that no file matches are %j', (patterns, unmatched) => {
  expect(unmatchedPatterns(patterns)).toEqual(unmatched)
})

test('files that can’t be loaded, and missing tools, are listed once each', () => {
  const file = (name: string, status: string, ...skipped: readonly string[]) => ({
    name,
    status,
    startTime: 0,
    endTime: 0,
    assertionResults: skipped.map((title) => ({ title, status: 'pending' })),
  })
  const report: JestReport = {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 2,
    numRuntimeErrorTestSuites: 1,
    testResults: [
      file('b.test.ts', 'failed'),
      file('a.test.ts', 'passed', 'skipped: x is missing'),
      file('c.test.ts', 'passed', 'skipped: x is missing'),
    ],
  }
  expect(notLoaded(report)).toEqual([
    'b.test.ts could not be loaded, or has no test; the reason is above',
  ])
  expect(missingTools(report)).toEqual(['skipped: x is missing'])
})
