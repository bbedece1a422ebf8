// Where values stand in a text whose parser tells no places: each range that may be one is changed, and what changed in the
// data says which value it was. Pure.

/** A part of a text, in UTF-16 units. */
export type TextRange = { readonly start: number; readonly end: number }

/** The keys that lead to a value, of an array its indices. */
export type DataPath = readonly string[]

export type LocatedValue = TextRange & { readonly path: DataPath }

/**
 * Finds which of the ranges, in their order and apart, are values, and at which paths. A text in double quotes must be able to stand in
 * each. Never throws.
 */
export function locateValues(
  text: string,
  ranges: readonly TextRange[],
  parse: (text: string) => unknown,
): LocatedValue[] {
  let changed = ''
  let done = 0
  for (const [index, { start, end }] of ranges.entries()) {
    changed += `${text.slice(done, start)}"${WORD}${index}"`
    done = end
  }
  try {
    return leaves(parse(changed + text.slice(done))).flatMap(([value, ...path]) => {
      const range = ranges[Number(String(value).split(WORD)[1])]
      return range ? [{ ...range, path }] : []
    })
  } catch {
    // One of them can't be changed: in a comment of that form, in a text without quotes. The others are not to suffer.
    const half = ranges.length >> 1
    const halves = half === 0 ? [] : [ranges.slice(0, half), ranges.slice(half)]
    return halves.flatMap((part) => locateValues(text, part, parse))
  }
}

/** No file has it. */
const WORD = 'towpath-probe-'

/** Whether two paths are the same. */
export const isSamePath = (a: DataPath, b: DataPath): boolean =>
  a.length === b.length && a.every((key, index) => key === b[index])

/** Each value that is no table and no list, with its path behind it. */
const leaves = (value: unknown, ...path: string[]): [value: unknown, ...path: string[]][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, ...path, key))
    : [[value, ...path]]
