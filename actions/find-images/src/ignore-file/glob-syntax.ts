// Which patterns Go's filepath.Match accepts: patternmatcher asks it before it compiles a pattern. Pure.

/** Returns whether a pattern is one for `filepath.Match`: each class is closed and has only complete ranges, and no escape is left open. */
export function isGlob(pattern: string): boolean {
  const points = Array.from(pattern)
  for (let at = 0; at < points.length; at += 1) {
    if (points[at] === '\\') {
      at += 1
      if (at === points.length) return false
    } else if (points[at] === '[') {
      const end = classEnd(points, at + 1)
      if (end === undefined) return false
      at = end
    }
  }
  return true
}

/** Returns where the class ends that begins before `start`: the index of its `]`. */
function classEnd(points: readonly string[], start: number): number | undefined {
  let at: number | undefined = points[start] === '^' ? start + 1 : start
  for (let ranges = 0; ; ranges += 1) {
    if (points[at] === ']' && ranges > 0) return at
    at = afterPoint(points, at)
    if (at !== undefined && points[at] === '-') at = afterPoint(points, at + 1)
    if (at === undefined) return undefined
  }
}

/** Returns the index after one, possibly escaped, character of a class; more must follow. */
function afterPoint(points: readonly string[], at: number): number | undefined {
  const first = points[at]
  if (first === undefined || first === '-' || first === ']') return undefined
  const next = first === '\\' ? at + 2 : at + 1
  return next < points.length ? next : undefined
}
