// Which tracked files are Dockerfiles. Pure.

import type { Pattern } from '../../../kit/patterns/parse.ts'
import { onlyPoint } from '../../../kit/patterns/parse.ts'
import { passesPath } from '../../../kit/patterns/path-filter.ts'

/** Returns whether a path, from the input `path`, is a Dockerfile. */
export function picker(
  patterns: readonly Pattern[],
  exclude: readonly Pattern[],
): (path: string) => boolean {
  // Most files are no Dockerfiles, and a text search says so faster than a pattern.
  const needed = patterns.filter(({ negative }) => !negative).map(longestText)
  return (path) =>
    needed.some((text) => path.includes(text)) &&
    !path.endsWith('.dockerignore') &&
    passesPath(patterns, path) &&
    !passesPath(exclude, path)
}

/** Returns the longest text that every path has which the pattern matches. */
function longestText({ prefix, steps }: Pattern): string {
  let longest = prefix
  let run = prefix
  for (const step of steps) {
    const point = step.kind === 'one' ? onlyPoint(step.set) : undefined
    run = point === undefined ? '' : run + String.fromCodePoint(point)
    if (run.length > longest.length) longest = run
  }
  return longest
}
