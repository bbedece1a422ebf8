// The filter `paths`, with GitHub's semantics. Pure.

import { quote } from '../text/escape.ts'
import { matches } from './automaton.ts'
import { readPattern } from './foreign-syntax.ts'
import type { Pattern, parsePattern } from './parse.ts'

/** Parses a user's pattern for paths, which start at the root of the repository. */
export function readPathPattern(text: string): ReturnType<typeof parsePattern> {
  const path = text.replace(/^!/, '')
  const [start = ''] = /^(?:\.{0,2}\/)+/.exec(path) ?? []
  if (start !== '') {
    const better = text.replace(start, '')
    return { problem: `paths start at the root of the repository; write ${quote(better)}` }
  }
  if (path.endsWith('/')) {
    return { problem: `it matches no file; write ${quote(`${text}**`)} for all in the folder` }
  }
  return readPattern(text)
}

/** Returns whether a path passes: the last matching pattern decides. */
export function passesPath(patterns: readonly Pattern[], path: string): boolean {
  return patterns.findLast((pattern) => matches(pattern, path))?.negative === false
}
