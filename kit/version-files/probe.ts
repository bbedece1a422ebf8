// Where values stand in a text whose parser tells no places: each range that may be one is changed, and what changed in the
// data says which value it was. Pure.

/** A part of a text, in UTF-16 units. */
export type Range = { readonly start: number; readonly end: number }

/** The keys that lead to a value, of an array its indices. */
export type DataPath = readonly string[]

export type Probed = Range & { readonly path: DataPath }

/**
 * Finds which of the ranges, in their order and apart, are values, and at which paths. A text in double quotes must be able to stand in
 * each. Never throws.
 */
export function probed(
  text: string,
  ranges: readonly Range[],
  parse: (text: string) => unknown,
): Probed[] {
  // Words that no file has.
  const words = ranges.map((_, index) => `towpath-probe-${index}-`)
  let done = 0
  const parts = ranges.map(({ start, end }, index) => {
    const before = text.slice(done, start)
    done = end
    return `${before}"${words[index]}"`
  })
  try {
    return leaves(parse(parts.join('') + text.slice(done))).flatMap(({ path, value }) => {
      const range = ranges[words.indexOf(value as string)]
      return range ? [{ ...range, path }] : []
    })
  } catch {
    // One of them can't be changed: in a comment of that form, in a text without quotes. The others are not to suffer.
    const half = ranges.length >> 1
    const halves = half === 0 ? [] : [ranges.slice(0, half), ranges.slice(half)]
    return halves.flatMap((part) => probed(text, part, parse))
  }
}

/** Whether two paths are the same. */
export const isSame = (a: DataPath, b: DataPath): boolean => a.join('\0') === b.join('\0')

type Leaf = { readonly path: DataPath; readonly value: unknown }

const leaves = (value: unknown, path: DataPath = []): Leaf[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
    : [{ path, value }]
