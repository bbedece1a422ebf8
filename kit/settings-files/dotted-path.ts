// The dotted path that leads to an object: `dev.aws_environment_variables`. Pure.

import type { DataPath } from '../text/locate-values.ts'

/** Returns the keys of a path; a dot within a key has a backslash before it. The empty path is the whole file. */
export function pathOf(dotted: string): DataPath {
  if (dotted === '') return []
  const keys = ['']
  for (const [part] of dotted.matchAll(/\\[.\\]|[\s\S]/g)) {
    if (part === '.') keys.push('')
    else keys.push(`${keys.pop()}${part.length === 2 ? part.slice(1) : part}`)
  }
  return keys
}

/** Returns a path in dotted form. */
export const dotted = (path: DataPath): string =>
  path.map((key) => key.replace(/[.\\]/g, '\\$&')).join('.')
