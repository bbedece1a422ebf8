// How the time of matching grows with the name and with the pattern, on what makes a backtracking matcher explode.
import { matches } from '../actions/route/src/filters/automaton.ts'
import { parsePattern } from '../kit/patterns/parse.ts'
import { medians } from './medians.ts'

const ROUNDS = 101

/** The time of four times the name and of four times the pattern, as multiples of the time of one. */
export function matcherGrowth(): { readonly name: number; readonly pattern: number } {
  const match = (repeats: number, length: number): (() => boolean) => {
    const pattern = parsePattern('*a+'.repeat(repeats))
    if ('problem' in pattern) throw new Error(pattern.problem)
    const name = `${'a'.repeat(length)}b`
    return () => matches(pattern, name)
  }
  const runs = { one: match(30, 255), name: match(30, 1020), pattern: match(120, 255) }
  medians(ROUNDS, runs)
  const { one, name, pattern } = medians(ROUNDS, runs)
  return { name: name / one, pattern: pattern / one }
}
