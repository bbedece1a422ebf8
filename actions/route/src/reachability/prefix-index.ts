// An index of patterns by the prefix of their names, to find those that may have a name in common.

import type { Pattern } from '../../../../kit/patterns/parse.ts'

export type PrefixIndex<P extends Pattern> = {
  add(pattern: P): void
  /** Returns the patterns whose prefix starts with this one, or is the start of this one. */
  related(prefix: string): P[]
}

/** Returns an empty index. */
export function prefixIndex<P extends Pattern>(): PrefixIndex<P> {
  const patterns = new Map<string, P[]>()
  const sorted: string[] = []
  const lengths = new Set<number>()
  return {
    add(pattern) {
      const same = patterns.get(pattern.prefix)
      if (same) {
        same.push(pattern)
        return
      }
      patterns.set(pattern.prefix, [pattern])
      sorted.splice(firstFrom(sorted, pattern.prefix), 0, pattern.prefix)
      lengths.add(pattern.prefix.length)
    },
    related(prefix) {
      const related: P[] = []
      for (const length of lengths) {
        if (length < prefix.length) related.push(...(patterns.get(prefix.slice(0, length)) ?? []))
      }
      for (let index = firstFrom(sorted, prefix); sorted[index]?.startsWith(prefix); index += 1) {
        related.push(...(patterns.get(sorted[index] ?? '') ?? []))
      }
      return related
    },
  }
}

/** Returns the index of the first string that is not less than another. */
function firstFrom(sorted: readonly string[], text: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < text) low = middle + 1
    else high = middle
  }
  return low
}
