// Strings in double quotes that JSON, HJSON, YAML and TOML all read the same way. Pure.

/**
 * Characters that some formats refuse or change unescaped: controls (TOML, YAML), Unicode line separators (YAML folds them), a byte
 * order mark. Half of a surrogate pair is invalid in all of them.
 */
const ESCAPED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g
const HALF = /[\ud800-\udfff]/u

/** Returns the string in quotes; undefined if not all formats can express it: half of a surrogate pair, a NUL. */
export function quoted(value: string): string | undefined {
  if (HALF.test(value) || value.includes('\0')) return undefined
  return JSON.stringify(value).replace(ESCAPED, escaped)
}

const escaped = (character: string): string =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
