// Counts typing mistakes. Written here because no maintained package counts two letters that changed places as one. Pure.

/**
 * Returns the least number of mistakes that make one word of another: a letter that is missing, too much or another one, or two neighbours
 * that changed places (optimal string alignment: R. Lowrance and R. A. Wagner, 1975, without letters that are changed twice).
 */
export function typos(typed: string, meant: string): number {
  /** For each length of the beginning of `typed`, the counts for all beginnings of `meant`. */
  const counts = [Array.from({ length: meant.length + 1 }, (_, length) => length)]
  const count = (from: number, to: number): number => counts[from]?.[to] ?? 0
  for (let from = 1; from <= typed.length; from += 1) {
    counts.push([from])
    for (let to = 1; to <= meant.length; to += 1) {
      const [last, before] = [typed[from - 1], typed[from - 2]]
      const isSame = last === meant[to - 1]
      const isSwapped = from > 1 && to > 1 && last === meant[to - 2] && before === meant[to - 1]
      counts[from]?.push(
        Math.min(
          count(from - 1, to) + 1,
          count(from, to - 1) + 1,
          count(from - 1, to - 1) + (isSame ? 0 : 1),
          isSwapped ? count(from - 2, to - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
  }
  return count(typed.length, meant.length)
}
