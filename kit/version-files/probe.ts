// Where values stand in a text whose parser tells no places: each range that may be one is changed, and what changed in the
// data says which value it was. Pure.
import { isDeepStrictEqual } from 'node:util'

/** A part of a text, in UTF-16 units. */
export type Range = { readonly start: number; readonly end: number }

/** The keys that lead to a value, of an array its indices. */
export type DataPath = readonly string[]

export type Probed = Range & { readonly path: DataPath }

/** A text that no file has. */
const PROBE = 'towpath-probe-'

/**
 * Finds which of the ranges are values, and at which paths; ranges must not overlap. `write` makes of a word what can stand
 * in a range. Throws what `parse` throws of the text itself, never of a changed one.
 */
export function probed(
  text: string,
  ranges: readonly Range[],
  parse: (text: string) => unknown,
  write: (probe: string) => string,
): Probed[] {
  const keys = keysOf(parse(text))
  const find = (some: readonly Range[]): Probed[] => {
    if (some.length === 0) return []
    try {
      const data = parse(changed(text, some, write))
      // One of them is a key.
      if (!isDeepStrictEqual(keysOf(data), keys)) throw new Error('other keys')
      return foundIn(data, some)
    } catch {
      // One of them can't be changed: in a comment of that form, in a text without quotes. The others are not to suffer.
      const half = Math.floor(some.length / 2)
      return some.length === 1 ? [] : [...find(some.slice(0, half)), ...find(some.slice(half))]
    }
  }
  return find(ranges)
}

function changed(text: string, ranges: readonly Range[], write: (probe: string) => string): string {
  const parts = ranges.map(({ start }, index) => {
    const from = index === 0 ? 0 : (ranges[index - 1]?.end ?? 0)
    return text.slice(from, start) + write(`${PROBE}${index}-`)
  })
  return parts.join('') + text.slice(ranges.at(-1)?.end ?? 0)
}

/** All keys, in their order, as nested as they are. */
function keysOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return null
  return Object.entries(value).map(([key, inner]) => [key, keysOf(inner)])
}

function foundIn(data: unknown, ranges: readonly Range[]): Probed[] {
  const found: Probed[] = []
  const visit = (value: unknown, path: DataPath): void => {
    if (typeof value === 'string') {
      const index = /^towpath-probe-(\d+)-$/.exec(value)?.[1]
      const range = index === undefined ? undefined : ranges[Number(index)]
      if (range) found.push({ ...range, path })
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key])
    }
  }
  visit(data, [])
  return found
}
