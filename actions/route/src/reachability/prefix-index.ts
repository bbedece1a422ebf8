// Patterns by the text that their names begin with, so that those which can have a name in common are found quickly.
import type { Pattern } from '../../../../kit/patterns/parse.ts'

export type PrefixIndex<P extends Pattern> = {
  add(pattern: P): void
  /** The patterns whose prefix begins with this one, or is what this one begins with. */
  related(prefix: string): P[]
}

/** An index without patterns. */
export function prefixIndex<P extends Pattern>(): PrefixIndex<P> {
  const patterns = new Map<string, P[]>()
  const sorted: string[] = []
  const lengths = new Set<number>()
  return {
    add(pattern) {
      const there = patterns.get(pattern.prefix)
      if (there) {
        there.push(pattern)
        return
      }
      patterns.set(pattern.prefix, [pattern])
      sorted.splice(firstFrom(sorted, pattern.prefix), 0, pattern.prefix)
      lengths.add(pattern.prefix.length)
    },
    related(prefix) {
      const found: P[] = []
      for (const length of lengths) {
        if (length < prefix.length) found.push(...(patterns.get(prefix.slice(0, length)) ?? []))
      }
      for (let index = firstFrom(sorted, prefix); sorted[index]?.startsWith(prefix); index += 1) {
        found.push(...(patterns.get(sorted[index] ?? '') ?? []))
      }
      return found
    },
  }
}

/** The index of the first text that is not before another. */
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
