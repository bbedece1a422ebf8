// Which patterns patternmatcher refuses at once: those that Go's filepath.Match refuses for the name ".". It reads a pattern only up to the
// first part, between two `*`, that does not match, so that a mistake behind it stays unnoticed. Pure.

/** What is left of the name after a part; undefined if the part does not match. */
type Rest = { readonly name: readonly string[] | undefined }

/** Returns whether `filepath.Match(pattern, ".")` takes a pattern. */
export function isGlob(pattern: string): boolean {
  let rest = Array.from(pattern)
  let name: readonly string[] = ['.']
  while (rest.length > 0) {
    const { isStar, part, after } = nextPart(rest)
    rest = after
    if (isStar && part.length === 0) return true
    const isLast = rest.length === 0
    // A `*` may take the only character of the name first.
    const names = isStar && name.length > 0 ? [name, []] : [name]
    let left: readonly string[] | undefined
    for (const one of names) {
      const matched = matchPart(part, one)
      if (matched === undefined) return false
      left = matched.name
      if (left && isLast && left.length > 0) left = undefined
      if (left) break
    }
    if (left === undefined) return true
    name = left
  }
  return true
}

/** Splits off what is before the next `*` that is not in a class. */
function nextPart(pattern: readonly string[]): {
  readonly isStar: boolean
  readonly part: readonly string[]
  readonly after: string[]
} {
  let start = 0
  while (pattern[start] === '*') start += 1
  let isInClass = false
  let end = start
  for (; end < pattern.length && (pattern[end] !== '*' || isInClass); end += 1) {
    if (pattern[end] === '[') isInClass = true
    if (pattern[end] === ']') isInClass = false
    if (pattern[end] === '\\' && end + 1 < pattern.length) end += 1
  }
  return { isStar: start > 0, part: pattern.slice(start, end), after: pattern.slice(end) }
}

/** Matches the beginning of a name. Undefined if the part is not valid, whether or not it matches. */
function matchPart(part: readonly string[], name: readonly string[]): Rest | undefined {
  let left: readonly string[] | undefined = name
  for (let at = 0; at < part.length; at += 1) {
    const first: string | undefined = left?.[0]
    let isMatch: boolean = first === part[at] || (part[at] === '?' && first !== undefined)
    if (part[at] === '[') {
      const found = readClass(part, at + 1, first)
      if (found === undefined) return undefined
      at = found.end
      isMatch = first !== undefined && found.isMatch
    } else if (part[at] === '\\') {
      at += 1
      if (at === part.length) return undefined
      isMatch = first === part[at]
    }
    left = isMatch ? left?.slice(1) : undefined
  }
  return { name: left }
}

/** Reads the class that begins before `start`, up to its `]`. Undefined if it is not closed, or has an incomplete range. */
function readClass(
  points: readonly string[],
  start: number,
  character: string | undefined,
): { readonly end: number; readonly isMatch: boolean } | undefined {
  const isNegated = points[start] === '^'
  let at = isNegated ? start + 1 : start
  let isMatch = false
  for (let ranges = 0; ; ranges += 1) {
    if (points[at] === ']' && ranges > 0) return { end: at, isMatch: isMatch !== isNegated }
    const low: number | undefined = afterPoint(points, at)
    const high = low !== undefined && points[low] === '-' ? afterPoint(points, low + 1) : low
    if (low === undefined || high === undefined) return undefined
    const [from = '', to = ''] = [points[low - 1], points[high - 1]]
    if (character !== undefined && from <= character && character <= to) isMatch = true
    at = high
  }
}

/** Returns the index after one, possibly escaped, character of a class; more must follow. */
function afterPoint(points: readonly string[], at: number): number | undefined {
  const first = points[at]
  if (first === undefined || first === '-' || first === ']') return undefined
  const next = first === '\\' ? at + 2 : at + 1
  return next < points.length ? next : undefined
}
