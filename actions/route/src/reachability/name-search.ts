// Searches the names that git allows for one that a pattern matches and that is accepted: walks the automata of the patterns together. Pure.

import {
  type Automaton,
  addPattern,
  advance,
  automaton,
  begin,
  endsOf,
  type State,
} from '../../../../kit/patterns/automaton.ts'
import type { Pattern } from '../../../../kit/patterns/parse.ts'
import { advanceName, mayEnd, NAME_START, type Progress } from './ref-name.ts'
import { representatives } from './representatives.ts'

/** The work left for all filters of one configuration; once used up, the rest counts as free. */
export type Budget = { left: number }

/** Some tens of milliseconds in the worst case; real configurations take a hundredth of that. */
const BUDGET = 60_000

/** Returns the budget for one configuration. */
export const wholeBudget = (): Budget => ({ left: BUDGET })

/** The most combinations of states for one pattern. Real patterns stay far below. */
const POSITIONS = 2000

/** Returns the progress of a name after a prefix; undefined if no name begins so. */
export function nameProgress(prefix: string): Progress | undefined {
  let progress: Progress | undefined = NAME_START
  for (const character of prefix) {
    progress = advanceName(progress, character.codePointAt(0) ?? 0)
    if (progress === undefined) return undefined
  }
  return progress
}

type Position = {
  readonly own: readonly State[]
  readonly other: readonly State[]
  readonly name: Progress
}

/** Searches for a name of one pattern that is accepted, given the patterns that match it. */
export function search(
  driver: Pattern,
  patterns: readonly Pattern[],
  progress: Progress,
  accepts: (matching: ReadonlySet<Pattern>) => boolean,
  budget: Budget,
): boolean {
  const own = automaton()
  addPattern(own, driver, 0, driver.prefix.length)
  const { other, start } = afterPrefix(patterns, driver.prefix)
  const stack: Position[] = [{ own: begin(own), other: start, name: progress }]
  const seen = new Set<string>()
  for (let position = stack.pop(); position; position = stack.pop()) {
    const key = keyOf(position)
    if (seen.has(key)) continue
    seen.add(key)
    budget.left -= position.other.length + 1
    if (seen.size > POSITIONS || budget.left <= 0) return true
    if (mayEnd(position.name) && endsOf(position.own).has(0)) {
      const matching = [...endsOf(position.other)].flatMap((id) => patterns[id] ?? [])
      if (accepts(new Set(matching))) return true
    }
    const next: Position[] = []
    for (const point of representatives([...position.own, ...position.other], position.name)) {
      const name = advanceName(position.name, point)
      budget.left -= position.other.length + 1
      const ownNext = name === undefined ? [] : advance(own, position.own, point)
      if (name === undefined || ownNext.length === 0) continue
      next.push({ own: ownNext, other: advance(other, position.other, point), name })
    }
    // The fewer other patterns are alive, the sooner a free name is found; the last on the stack comes first.
    stack.push(...next.sort((a, b) => b.other.length - a.other.length))
  }
  return false
}

/** Returns patterns in one automaton, and the live states after a prefix. */
function afterPrefix(
  patterns: readonly Pattern[],
  prefix: string,
): { other: Automaton; start: State[] } {
  const other = automaton()
  const shortest = Math.min(prefix.length, ...patterns.map((pattern) => pattern.prefix.length))
  patterns.forEach((pattern, id) => {
    addPattern(other, pattern, id, shortest)
  })
  let start = begin(other)
  for (const character of prefix.slice(shortest)) {
    start = advance(other, start, character.codePointAt(0) ?? 0)
  }
  return { other, start }
}

const ids = (states: readonly State[]): string =>
  states
    .map(({ id }) => id)
    .sort((a, b) => a - b)
    .join()

const keyOf = ({ own, other, name }: Position): string => `${ids(own)}|${ids(other)}|${name}`
