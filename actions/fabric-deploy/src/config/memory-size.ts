// Amounts of memory as docker takes them. Pure.

const UNITS: Readonly<Record<string, number>> = { b: 0, k: 1, m: 2, g: 3, t: 4 }

/** Returns the bytes of `512m`, `1.5gb` or `6MiB`, in powers of 1024; undefined if it is not an amount. */
export function bytesIn(text: string): number | undefined {
  const [, number, unit = 'b'] =
    /^([0-9]+(?:\.[0-9]+)?)(?:([bkmgt])|([kmgt])i?b)?$/
      .exec(text.toLowerCase())
      ?.flatMap((part) => part ?? []) ?? []
  return number === undefined ? undefined : Math.floor(Number(number) * 1024 ** (UNITS[unit] ?? 0))
}
