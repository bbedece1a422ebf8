// Locates values in a string whose parser reports no positions: each range that may be a value is replaced by a marker, and the parsed
// data shows which value has which marker. Pure.

/** A part of a string, in UTF-16 code units. */
export type TextRange = { readonly start: number; readonly end: number }

/** The keys that lead to a value; for arrays, indices. */
export type DataPath = readonly string[]

export type LocatedValue = TextRange & { readonly path: DataPath }

/**
 * Returns the ranges that are values, with their paths. The ranges must be in order and must not overlap, and a string in double quotes
 * must be valid in place of each. Never throws.
 */
export function locateValues(
  text: string,
  ranges: readonly TextRange[],
  parse: (text: string) => unknown,
): LocatedValue[] {
  let changed = ''
  let done = 0
  for (const [index, { start, end }] of ranges.entries()) {
    changed += `${text.slice(done, start)}"${MARKER}${index}"`
    done = end
  }
  try {
    return leaves(parse(changed + text.slice(done))).flatMap(([value, ...path]) => {
      const range = ranges[Number(String(value).split(MARKER)[1])]
      return range ? [{ ...range, path }] : []
    })
  } catch {
    // One of them can't be replaced, as in a comment or an unquoted string: try halves, so that the others are found.
    const half = ranges.length >> 1
    const halves = half === 0 ? [] : [ranges.slice(0, half), ranges.slice(half)]
    return halves.flatMap((part) => locateValues(text, part, parse))
  }
}

/** A string that no file contains. */
const MARKER = 'towpath-probe-'

/** Whether two paths are equal. */
export const isSamePath = (a: DataPath, b: DataPath): boolean =>
  a.length === b.length && a.every((key, index) => key === b[index])

/** Returns each value that is neither an object nor an array, followed by its path. */
const leaves = (value: unknown, ...path: string[]): [value: unknown, ...path: string[]][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, ...path, key))
    : [[value, ...path]]
