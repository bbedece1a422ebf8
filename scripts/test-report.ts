// What is printed after a run of the tests. Pure.
import { relative } from 'node:path'

export type JestReport = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numRuntimeErrorTestSuites: number
  readonly testResults: readonly {
    /** The file's path. */
    readonly name: string
    /** Milliseconds since 1970. */
    readonly startTime: number
    readonly endTime: number
    readonly status: string
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[]
  }[]
}

const SHOWN = 15

/** Returns a table of the slowest test files and their seconds; none if only one file ran. */
export function slowestFiles({ testResults }: JestReport): string[] {
  if (testResults.length < 2) return []
  const seconds = ({ startTime, endTime }: (typeof testResults)[number]): number =>
    (endTime - startTime) / 1000
  const sorted = testResults.toSorted((a, b) => seconds(b) - seconds(a))
  const total = sorted.reduce((sum, file) => sum + seconds(file), 0)
  return [
    '',
    'seconds  test file',
    ...sorted
      .slice(0, SHOWN)
      .map((file) => `${seconds(file).toFixed(1).padStart(7)}  ${relative('.', file.name)}`),
    `${total.toFixed(1).padStart(7)}  all ${sorted.length} files, which ran side by side`,
    '',
  ]
}

/** Returns the titles of tests that were skipped because a tool is missing; they say what to install. */
export function missingTools({ testResults }: JestReport): string[] {
  const titles = testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ title, status }) => status === 'pending' && title.startsWith('skipped: '))
      .map(({ title }) => title),
  )
  return [...new Set(titles)].sort()
}

/** Returns a line for each file that failed without a test, because it can't be loaded or has none. */
export function notLoaded({ testResults }: JestReport): string[] {
  return testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    .map(
      ({ name }) =>
        `${relative('.', name)} could not be loaded, or has no test; the reason is above`,
    )
    .sort()
}
