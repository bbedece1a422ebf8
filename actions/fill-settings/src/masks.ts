// What must not be seen in the log from here on. Pure.

/** Values that would hide half of a log if they were masked: GitHub masks its own secrets all the same. */
export const isPlain = (value: string): boolean =>
  value.trim().length < 4 || /^(?:true|false|null|none)$/i.test(value.trim())

/** What is masked of a value: itself, and the way it is written in the file. */
export function masksOf(value: string, written: string | undefined): string[] {
  if (isPlain(value)) return []
  const inner = written?.slice(1, -1) ?? value
  return inner === value || isPlain(inner) ? [value] : [value, inner]
}
