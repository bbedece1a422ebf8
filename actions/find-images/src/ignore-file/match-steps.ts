// Runs the steps of an expression over a path, at all of its possible positions at once: the time is linear in path x expression. Pure.

/** Returns whether a character, as a code point, is in a set. */
export type CharacterTest = (point: number) => boolean

/** Where a step holds that takes no character. */
export type Place = 'begin' | 'end' | 'word-boundary' | 'no-word-boundary'

export type Step =
  /** Exactly one character, one or none, any number of them. */
  | { readonly kind: 'one' | 'optional' | 'any'; readonly test: CharacterTest }
  // Nothing, or anything without a line break that ends with a slash.
  | { readonly kind: 'directories' }
  | { readonly kind: 'place'; readonly place: Place }

/** The steps that may come next, by index, and the `directories` that have begun. */
type Positions = { readonly before: readonly number[]; readonly inside: readonly number[] }

/** Where in a path the steps are. The end of a folder counts as an end. */
type Here = { readonly points: readonly number[]; readonly at: number; readonly isEnd: boolean }

const LINE_BREAK = 10
const SLASH = 47

/** Returns whether the steps match a whole path, or a folder that it is in. */
export function matchesPathOrFolder(steps: readonly Step[], path: string): boolean {
  const points = Array.from(path, (character) => character.codePointAt(0) ?? 0)
  let positions: Positions = { before: [0], inside: [] }
  for (const [at, point] of points.entries()) {
    if (point === SLASH && isComplete(steps, positions, { points, at, isEnd: true })) return true
    const all = withFree(steps, positions, { points, at, isEnd: false })
    positions = advance(steps, all, point)
    if (positions.before.length + positions.inside.length === 0) return false
  }
  return isComplete(steps, positions, { points, at: points.length, isEnd: true })
}

const isComplete = (steps: readonly Step[], positions: Positions, here: Here): boolean =>
  withFree(steps, positions, here).before.includes(steps.length)

/** Returns the positions with those that are reached from them without a character. */
function withFree(steps: readonly Step[], { before, inside }: Positions, here: Here): Positions {
  const positions = positionSet(steps.length)
  for (const index of inside) positions.addInside(index)
  for (const index of before) {
    // What was reached before has been followed before.
    for (let next = index; positions.addBefore(next); next += 1) {
      const step = steps[next]
      if (step?.kind === 'directories') positions.addInside(next)
      if (!isFree(step, here)) break
    }
  }
  return positions
}

function advance(steps: readonly Step[], { before, inside }: Positions, point: number): Positions {
  const next = positionSet(steps.length)
  for (const index of before) {
    const step = steps[index]
    if (step && 'test' in step && step.test(point))
      next.addBefore(step.kind === 'any' ? index : index + 1)
  }
  for (const index of inside) {
    if (point !== LINE_BREAK) next.addInside(index)
    if (point === SLASH) next.addBefore(index + 1)
  }
  return next
}

/** Positions that are added once each. */
function positionSet(steps: number): Positions & {
  /** Returns whether it is new. */
  addBefore(index: number): boolean
  addInside(index: number): boolean
} {
  const [before, inside]: [number[], number[]] = [[], []]
  const seen = new Uint8Array(2 * steps + 2)
  const add = (to: number[], index: number, mark: number): boolean => {
    if (seen[mark] === 1) return false
    seen[mark] = 1
    to.push(index)
    return true
  }
  return {
    before,
    inside,
    addBefore: (index) => add(before, index, 2 * index),
    addInside: (index) => add(inside, index, 2 * index + 1),
  }
}

/** Returns whether a step may be passed without a character. */
function isFree(step: Step | undefined, { points, at, isEnd }: Here): boolean {
  if (step?.kind !== 'place') return step !== undefined && step.kind !== 'one'
  if (step.place === 'begin') return at === 0
  if (step.place === 'end') return isEnd
  const isBoundary = isWord(points[at - 1]) !== isWord(points[at])
  return isBoundary === (step.place === 'word-boundary')
}

/** `\w` of Go: ASCII only. */
export function isWord(point: number | undefined): boolean {
  return point !== undefined && point < 128 && /\w/.test(String.fromCharCode(point))
}
