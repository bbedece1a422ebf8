// Reads a repetition such as `{2,3}` as Go's regexp does (regexp/syntax: repeat). Pure.

import type { Step } from './match-steps.ts'

export type Repetition = {
  readonly min: number
  /** Undefined: any number. */
  readonly max: number | undefined
  readonly next: number
}

/** Go's limit for both numbers. */
const MOST = 1000

/** Reads the repetition at an index, `*` included; undefined if there is none: a `{` then stands for itself. */
export function parseRepetition(points: readonly string[], at: number): Repetition | undefined {
  if (points[at] === '*') return { min: 0, max: undefined, next: at + 1 }
  if (points[at] !== '{') return undefined
  const end = points.indexOf('}', at)
  const [, min, comma, max] =
    /^(0|[1-9]\d*)(,)?((?<=,)(?:0|[1-9]\d*))?$/.exec(points.slice(at + 1, end).join('')) ?? []
  if (end === -1 || min === undefined) return undefined
  const most = max === undefined ? (comma ? undefined : Number(min)) : Number(max)
  return { min: Number(min), max: most, next: end + 1 }
}

/** Returns the steps for a repeated step; undefined if Go refuses it. */
export function repeated(
  step: Step | undefined,
  { min, max }: Repetition,
): readonly Step[] | undefined {
  if (step === undefined || min > MOST || (max !== undefined && (max > MOST || max < min)))
    return undefined
  if (step.kind === 'place') return min === 0 ? [] : [step]
  // `any` and `directories` are repetitions already.
  if (step.kind !== 'one') return undefined
  const copies = Array<Step>(min).fill(step)
  if (max === undefined) return [...copies, { kind: 'any', test: step.test }]
  return [...copies, ...Array<Step>(max - min).fill({ kind: 'optional', test: step.test })]
}
