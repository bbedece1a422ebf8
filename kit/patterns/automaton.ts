// Patterns as one automaton: patterns with a common beginning share states. Matching reads each character of a
// name once for every live state, so it takes time linear in name x pattern.

import { type CharacterSet, has, onlyPoint, type Pattern, type Step } from './parse.ts'

/** Absent parts are undefined: large files make many states. */
export type State = {
  readonly id: number
  /** The characters on which it stays alive. */
  readonly loop: CharacterSet | undefined
  /** States that are alive whenever this one is (epsilon transitions). */
  free: State[] | undefined
  /** Transitions on single characters, the most frequent kind. */
  exact: Map<number, State> | undefined
  /** Transitions on sets of characters. */
  edges: { readonly set: CharacterSet; readonly to: State }[] | undefined
  /** The patterns that match a name that ends here. */
  ends: number[] | undefined
  /** The states after all other steps, by the step. */
  children: Map<string, State> | undefined
  stamp: number
}

export type Automaton = { readonly start: State; states: number; clock: number }

const EVERY: CharacterSet = { negated: true, ranges: [] }
const SLASH: CharacterSet = { negated: false, ranges: [[47, 47]] }

/** Returns an automaton without patterns. */
export function automaton(): Automaton {
  return { start: newState(0, undefined), states: 1, clock: 0 }
}

function newState(id: number, loop: CharacterSet | undefined): State {
  const nothing = undefined
  return {
    id,
    loop,
    free: nothing,
    exact: nothing,
    edges: nothing,
    ends: nothing,
    children: nothing,
    stamp: 0,
  }
}

/**
 * Adds a pattern. `endsOf` returns `id` for the names that it matches. `skip` is the number of UTF-16 units of its prefix to leave
 * out, if names are read from there on.
 */
export function addPattern(to: Automaton, pattern: Pattern, id: number, skip = 0): void {
  let state = to.start
  for (const character of pattern.prefix.slice(skip)) {
    state = exactly(to, state, character.codePointAt(0) ?? 0)
  }
  for (const step of pattern.steps) state = extend(to, state, step)
  state.ends ??= []
  state.ends.push(id)
}

function exactly(within: Automaton, from: State, point: number): State {
  from.exact ??= new Map()
  const known = from.exact.get(point)
  if (known) return known
  const to = newState(within.states++, undefined)
  from.exact.set(point, to)
  return to
}

function extend(within: Automaton, from: State, step: Step): State {
  const point = step.kind === 'one' ? onlyPoint(step.set) : undefined
  if (point !== undefined) return exactly(within, from, point)
  const key =
    step.kind === 'directories' ? step.kind : `${step.kind}${step.set.negated}${step.set.ranges}`
  from.children ??= new Map()
  const known = from.children.get(key)
  if (known) return known
  const to = connect(within, from, step)
  from.children.set(key, to)
  return to
}

function connect(within: Automaton, from: State, step: Step): State {
  const made = (loop?: CharacterSet): State => newState(within.states++, loop)
  from.free ??= []
  from.edges ??= []
  if (step.kind === 'directories') {
    const to = made()
    const inside = made(EVERY)
    inside.edges = [{ set: SLASH, to }]
    from.free.push(to, inside)
    return to
  }
  const to = made(step.kind === 'any' || step.kind === 'repeated' ? step.set : undefined)
  if (step.kind === 'any' || step.kind === 'optional') from.free.push(to)
  if (step.kind !== 'any') from.edges.push({ set: step.set, to })
  return to
}

/** Returns the live states before the first character. */
export function begin(within: Automaton): State[] {
  const alive: State[] = []
  within.clock += 1
  activate(within.start, alive, within.clock)
  return alive
}

/** Returns the live states after one more character. */
export function advance(within: Automaton, alive: readonly State[], point: number): State[] {
  const next: State[] = []
  within.clock += 1
  for (const state of alive) {
    if (state.loop && has(state.loop, point)) activate(state, next, within.clock)
    const exact = state.exact?.get(point)
    if (exact) activate(exact, next, within.clock)
    for (const { set, to } of state.edges ?? []) {
      if (has(set, point)) activate(to, next, within.clock)
    }
  }
  return next
}

/** Adds a state and all that are alive with it. Not recursive: a pattern may be deeper than the stack. */
function activate(state: State, alive: State[], clock: number): void {
  let next = alive.length
  const add = (one: State): void => {
    if (one.stamp === clock) return
    one.stamp = clock
    alive.push(one)
  }
  add(state)
  for (; next < alive.length; next += 1) alive[next]?.free?.forEach(add)
}

/** Returns the patterns that match the name that led to these states. */
export function endsOf(alive: readonly State[]): Set<number> {
  const ends = new Set<number>()
  for (const state of alive) for (const id of state.ends ?? []) ends.add(id)
  return ends
}

/** Returns whether a pattern matches a whole name; a leading `!` is ignored. */
export function matches(pattern: Pattern, name: string): boolean {
  if (!name.startsWith(pattern.prefix)) return false
  if (pattern.steps.length === 0) return name.length === pattern.prefix.length
  const rest = automaton()
  addPattern(rest, pattern, 0, pattern.prefix.length)
  let alive = begin(rest)
  for (const character of name.slice(pattern.prefix.length)) {
    if (alive.length === 0) return false
    alive = advance(rest, alive, character.codePointAt(0) ?? 0)
  }
  return endsOf(alive).has(0)
}
