// Runs the steps of an expression over a path, all of its possible positions at once: the time is linear in path x expression. Pure.

/** Returns whether a character, as a code point, is in a set. */
export type CharacterTest = (point: number) => boolean

/** Where a step holds that takes no character. */
export type Place = 'begin' | 'end' | 'word-boundary' | 'no-word-boundary'

export type Step =
  /** Exactly one character, or any number of them. */
  | { readonly kind: 'one' | 'any'; readonly test: CharacterTest }
  // Nothing, or anything without a line break that ends with a slash.
  | { readonly kind: 'directories' }
  | { readonly kind: 'place'; readonly place: Place }

/** Which steps may come next. A `directories` that has begun is at a position of its own. */
type Positions = { readonly outside: Set<number>; readonly inside: Set<number> }

/** Returns whether the steps match a whole path. */
export function matchesSteps(steps: readonly Step[], path: string): boolean {
  const points = Array.from(path, (character) => character.codePointAt(0) ?? 0)
  let positions: Positions = { outside: new Set([0]), inside: new Set() }
  for (const [at, point] of points.entries()) {
    addReachable(steps, positions, points, at)
    positions = advance(steps, positions, point)
    if (positions.outside.size + positions.inside.size === 0) return false
  }
  addReachable(steps, positions, points, points.length)
  return positions.outside.has(steps.length)
}

/** Adds the positions that are reached without a character. A set is walked in the order of insertion, new ones included. */
function addReachable(
  steps: readonly Step[],
  { outside, inside }: Positions,
  points: readonly number[],
  at: number,
): void {
  for (const position of outside) {
    const step = steps[position]
    if (step?.kind === 'directories') inside.add(position)
    const isFree =
      step?.kind === 'any' ||
      step?.kind === 'directories' ||
      (step?.kind === 'place' && isAt(step.place, points, at))
    if (isFree) outside.add(position + 1)
  }
}

function advance(steps: readonly Step[], { outside, inside }: Positions, point: number): Positions {
  const next: Positions = { outside: new Set(), inside: new Set() }
  for (const position of outside) {
    const step = steps[position]
    if ((step?.kind !== 'one' && step?.kind !== 'any') || !step.test(point)) continue
    next.outside.add(step.kind === 'any' ? position : position + 1)
  }
  for (const position of inside) {
    if (point !== LINE_BREAK) next.inside.add(position)
    if (point === SLASH) next.outside.add(position + 1)
  }
  return next
}

const LINE_BREAK = 10
const SLASH = 47

function isAt(place: Place, points: readonly number[], at: number): boolean {
  if (place === 'begin') return at === 0
  if (place === 'end') return at === points.length
  const isBoundary = isWord(points[at - 1]) !== isWord(points[at])
  return isBoundary === (place === 'word-boundary')
}

/** `\w` of Go: ASCII only. */
export function isWord(point: number | undefined): boolean {
  return point !== undefined && point < 128 && /\w/.test(String.fromCharCode(point))
}
