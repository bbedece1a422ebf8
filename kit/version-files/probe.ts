// Where values stand in a text whose parser tells no places: each range that may be one is changed, and what changed in the
// data says which value it was. Pure.

/** A part of a text, in UTF-16 units. */
export type Range = { readonly start: number; readonly end: number }

/** The keys that lead to a value, of an array its indices. */
export type DataPath = readonly string[]

export type Probed = Range & { readonly path: DataPath }

/**
 * Finds which of the ranges, in their order and apart, are values, and at which paths. `write` makes of a word what can stand in a
 * range. Throws what `parse` throws of the text itself, never of a changed one.
 */
export function probed(
  text: string,
  ranges: readonly Range[],
  parse: (text: string) => unknown,
  write: (probe: string) => string,
): Probed[] {
  const before = leaves(parse(text))
  const find = (some: readonly Range[]): Probed[] => {
    // Words that no file has.
    const words = some.map((_, index) => `towpath-probe-${index}-`)
    const put = (all: string, { start, end }: Range, index: number): string =>
      all.slice(0, start) + write(words[index] ?? '') + all.slice(end)
    try {
      const after = leaves(parse(some.reduceRight(put, text)))
      // One of them is a key.
      if (after.some(({ path }, index) => !isSame(path, before[index]?.path))) throw new Error()
      return after.flatMap(({ path, value }) => {
        const range = some[words.indexOf(value as string)]
        return range ? [{ ...range, path }] : []
      })
    } catch {
      // One of them can't be changed: in a comment of that form, in a text without quotes. The others are not to suffer.
      const half = some.length >> 1
      return half === 0 ? [] : [...find(some.slice(0, half)), ...find(some.slice(half))]
    }
  }
  return find(ranges)
}

/** Whether two paths are the same. */
export const isSame = (a: DataPath, b: DataPath | undefined): boolean =>
  a.join('\0') === b?.join('\0')

type Leaf = { readonly path: DataPath; readonly value: unknown }

const leaves = (value: unknown, path: DataPath = []): Leaf[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
    : [{ path, value }]
