// A text in double quotes, which JSON, HJSON, YAML and TOML read alike. Pure.

/**
 * Some of them refuse what others take as it is: controls (TOML, YAML), the line ends of Unicode (YAML folds them), a byte order mark.
 * Half of a pair is no character in any of them.
 */
const ESCAPED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g
const HALF = /[\ud800-\udfff]/u

/** The text in quotes; undefined for what not all of them can say: half of a surrogate pair, a NUL. */
export function quoted(value: string): string | undefined {
  if (HALF.test(value) || value.includes('\0')) return undefined
  return JSON.stringify(value).replace(ESCAPED, escaped)
}

const escaped = (character: string): string =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
