// Reads a regular expression in Go's syntax, as far as patternmatcher writes them: characters, classes, escapes, alternatives,
// repetitions, and `(.*/)?`.
// Escapes of letters come straight from the ignore file: `obj\Debug` has Go's `\D`. Pure.

import { parseClass } from './character-class.ts'
import { parseEscape, parseSetEscape } from './escapes.ts'
import type { CharacterTest, Place, Step } from './match-steps.ts'
import { parseRepetition, repeated } from './repetition.ts'

/** One step with the index after it; undefined if Go refuses what is there. */
type Taken = { readonly steps: readonly Step[]; readonly next: number } | undefined

const DIRECTORIES = Array.from('(.*/)?')

const PLACES: Readonly<Record<string, Place>> = {
  A: 'begin',
  z: 'end',
  b: 'word-boundary',
  B: 'no-word-boundary',
}

/** Longer ones are refused, as Go does it with another limit: repetitions of repetitions can be made very long. */
const MOST_STEPS = 100_000

/**
 * Returns the steps of each alternative of an expression, or undefined if Go refuses it. patternmatcher escapes `(`, but not `|`, `{` and
 * `}`: its table of characters to escape ends before them.
 */
export function parseExpression(expression: string): readonly (readonly Step[])[] | undefined {
  const points = Array.from(expression)
  const alternatives: Step[][] = [[]]
  let count = 0
  for (let at = 0; at < points.length; ) {
    if (points[at] === '|') {
      alternatives.push([])
      at += 1
      continue
    }
    const taken = takeRepeated(points, at)
    count += taken?.steps.length ?? 0
    if (taken === undefined || count > MOST_STEPS) return undefined
    for (const step of taken.steps) alternatives.at(-1)?.push(step)
    at = taken.next
  }
  return alternatives.map(searching)
}

const ANYTHING: Step = { kind: 'any', test: () => true }

/** An expression without `^` or `$` matches anywhere. */
function searching(steps: readonly Step[]): Step[] {
  const isPlace = (step: Step | undefined, place: Place): boolean =>
    step?.kind === 'place' && step.place === place
  return [
    ...(isPlace(steps[0], 'begin') ? [] : [ANYTHING]),
    ...steps,
    ...(isPlace(steps.at(-1), 'end') ? [] : [ANYTHING]),
  ]
}

/** Takes what is at an index, with a repetition after it. Go refuses a repetition of nothing, and one of a repetition. */
function takeRepeated(points: readonly string[], at: number): Taken {
  const taken = parseRepetition(points, at) ? undefined : take(points, at)
  const repetition = taken && parseRepetition(points, taken.next)
  if (!taken || !repetition) return taken
  const steps = repeated(taken.steps.at(-1), repetition)
  const isStacked = parseRepetition(points, repetition.next) !== undefined
  if (!steps || isStacked) return undefined
  return { steps: [...taken.steps.slice(0, -1), ...steps], next: repetition.next }
}

const one = (test: CharacterTest): Step => ({ kind: 'one', test })
const literally = (character: string): Step => {
  const only = character.codePointAt(0)
  return one((point) => point === only)
}

function take(points: readonly string[], at: number): Taken {
  const [point = '', next] = [points[at], at + 1]
  if (point === '^') return { steps: [{ kind: 'place', place: 'begin' }], next }
  if (point === '$') return { steps: [{ kind: 'place', place: 'end' }], next }
  if (point === '.') return { steps: [one((code) => code !== 10)], next }
  if (point === '(' && DIRECTORIES.every((part, index) => points[at + index] === part))
    return { steps: [{ kind: 'directories' }], next: at + DIRECTORIES.length }
  if (point === '[') return parsed(parseClass(points, at))
  if (point === '\\') return takeEscape(points, at)
  return /[*+?()]/.test(point) ? undefined : { steps: [literally(point)], next }
}

function takeEscape(points: readonly string[], at: number): Taken {
  const letter = points[at + 1] ?? ''
  const place = PLACES[letter]
  if (place) return { steps: [{ kind: 'place', place }], next: at + 2 }
  if (letter === 'Q') return takeQuoted(points, at + 2)
  const set = parseSetEscape(points, at)
  if (set) return parsed(set)
  const found = parseEscape(points, at)
  return found && { steps: [literally(String.fromCodePoint(found.point))], next: found.next }
}

/** `\Q...\E`: everything in between, or up to the end, stands for itself. */
function takeQuoted(points: readonly string[], start: number): Taken {
  let end = start
  while (end < points.length && !(points[end] === '\\' && points[end + 1] === 'E')) end += 1
  const steps = points.slice(start, end).map(literally)
  return { steps, next: Math.min(end + 2, points.length) }
}

const parsed = (set: { readonly test: CharacterTest; readonly next: number } | undefined): Taken =>
  set && { steps: [one(set.test)], next: set.next }
