// The patterns of test files that `npm test -- PATTERN` takes.
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './actions.ts'

/** Returns the patterns that no test file matches, by Jest's rule: a regular expression, or else a part of the path. None with options of Jest. */
export function unmatchedPatterns(patterns: readonly string[]): string[] {
  if (patterns.some((pattern) => pattern.startsWith('-'))) return []
  const files = globSync('__tests__/**/*.test.ts', { cwd: ROOT }).map((path) => join(ROOT, path))
  return patterns.filter((pattern) => !files.some((path) => matches(path, pattern)))
}

function matches(path: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'i').test(path)
  } catch {
    return false
  }
}
