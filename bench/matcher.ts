// How the time of matching grows with the name and the pattern, on input for which backtracking takes exponential time.
import { matches } from '../kit/patterns/automaton.ts'
import { parsePattern } from '../kit/patterns/parse.ts'
import { medians } from './medians.ts'

const ROUNDS = 101

/** Returns the time for a name, and for a pattern, of four times the length, as multiples of the time for the original length. */
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
