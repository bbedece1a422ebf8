// Spaces as Go's unicode.IsSpace counts them, which BuildKit uses; JavaScript's own set differs. Pure.

/** Whether a UTF-16 unit is a space. */
export function isSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 32 || (unit >= 9 && unit <= 13)
  if (unit === 0x85 || unit === 0xa0) return true
  if (unit < 0x1680) return false
  if (unit >= 0x2000 && unit <= 0x200a) return true
  return OTHER_SPACES.includes(unit)
}

const OTHER_SPACES = [0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]

/** Whether a UTF-16 unit is a space in a regular expression of Go: tab, line feed, form feed, carriage return, space. */
const isPatternSpace = (unit: number): boolean =>
  unit === 32 || unit === 9 || unit === 10 || unit === 12 || unit === 13

export const trimStart = (text: string): string => trimStartWith(text, isSpace)

export const trim = (text: string): string => trimStart(trimEndWith(text, isSpace))

/** Returns text without spaces of a regular expression around it. */
export const trimPatternSpaces = (text: string): string =>
  trimPatternStart(trimEndWith(text, isPatternSpace))

export const trimPatternStart = (text: string): string => trimStartWith(text, isPatternSpace)

/** Returns text without line ends after it. */
export const trimLineEnd = (text: string): string =>
  trimEndWith(text, (unit) => unit === 13 || unit === 10)

/** Returns text without spaces and tabs after it. */
export const trimBlanksEnd = (text: string): string =>
  trimEndWith(text, (unit) => unit === 32 || unit === 9)

/** Returns text without tabs before it. */
export const trimTabs = (text: string): string => trimStartWith(text, (unit) => unit === 9)

function trimStartWith(text: string, isIn: (unit: number) => boolean): string {
  let start = 0
  while (start < text.length && isIn(text.charCodeAt(start))) start += 1
  return start === 0 ? text : text.slice(start)
}

function trimEndWith(text: string, isIn: (unit: number) => boolean): string {
  let end = text.length
  while (end > 0 && isIn(text.charCodeAt(end - 1))) end -= 1
  return end === text.length ? text : text.slice(0, end)
}
