// Reads a regular expression in Go's syntax, as far as patternmatcher writes them: characters, classes, escapes, `.*`, `[^/]*`, `(.*/)?`.
// Escapes of letters come straight from the ignore file: `obj\Debug` has Go's `\D`. Pure.

import { parseClass } from './character-class.ts'
import { parseEscape, parseSetEscape } from './escapes.ts'
import type { CharacterTest, Place, Step } from './match-steps.ts'

/** One step with the index after it; undefined if Go refuses what is there. */
type Taken = { readonly steps: readonly Step[]; readonly next: number } | undefined

const DIRECTORIES = Array.from('(.*/)?')

const PLACES: Readonly<Record<string, Place>> = {
  A: 'begin',
  z: 'end',
  b: 'word-boundary',
  B: 'no-word-boundary',
}

/** Returns the steps of an expression, or undefined if Go refuses it. */
export function parseExpression(expression: string): readonly Step[] | undefined {
  const points = Array.from(expression)
  const steps: Step[] = []
  for (let at = 0; at < points.length; ) {
    const taken = take(points, at)
    if (taken === undefined) return undefined
    at = taken.next
    const last = taken.steps.at(-1)
    const isRepeated = points[at] === '*' && last?.kind === 'one'
    steps.push(...(isRepeated ? [...taken.steps.slice(0, -1), repeated(last.test)] : taken.steps))
    if (isRepeated) at += 1
  }
  return steps
}

const repeated = (test: CharacterTest): Step => ({ kind: 'any', test })
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
  return /[*+?(){}|]/.test(point) ? undefined : { steps: [literally(point)], next }
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
