// Which strings to mask in the log. Pure.

/** Returns whether a value is so common that masking it would hide half of a log. GitHub masks its own secrets anyway. */
export const isPlain = (value: string): boolean =>
  value.trim().length < 4 || /^(?:true|false|null|none)$/i.test(value.trim())

/** Returns what to mask for a value: itself, and its form in the file. */
export function masksOf(value: string, written: string | undefined): string[] {
  if (isPlain(value)) return []
  const inner = written?.slice(1, -1) ?? value
  return inner === value || isPlain(inner) ? [value] : [value, inner]
}
