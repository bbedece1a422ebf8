// Whether earlier filters together match every name that a filter matches. Decided on the languages of the patterns: their automata
// are walked together over the names that git allows.

import { matches } from '../../../../kit/patterns/automaton.ts'
import type { Pattern } from '../../../../kit/patterns/parse.ts'
import { type NameFilter, passes } from '../filters/ref-filter.ts'
import { type Budget, nameProgress, search, wholeBudget } from './name-search.ts'
import { type PrefixIndex, prefixIndex } from './prefix-index.ts'
import { mayEnd } from './ref-name.ts'

type Owned = { readonly owner: number; readonly filter: NameFilter }

/** The earlier filters. */
export type Earlier = {
  /** The first that matches every name. */
  all: number | undefined
  /** Those that match every name except some. */
  readonly ignoring: Owned[]
  readonly owners: Map<Pattern, Owned>
  readonly index: PrefixIndex<Pattern>
  readonly budget: Budget
}

/** The owners that together match everything, or `free`: a name is left, or there were too many cases to decide. */
export type Cover = { readonly by: ReadonlySet<number> } | 'free'

/** The most patterns with possibly common names to compare. */
const RELATED = 300

/** Returns an empty set of earlier filters. */
export function nothingEarlier(budget: Budget = wholeBudget()): Earlier {
  return { all: undefined, ignoring: [], owners: new Map(), index: prefixIndex(), budget }
}

/** Adds a filter. `owner` identifies it in the result of `cover`; owners are added in ascending order. */
export function addEarlier(to: Earlier, owner: number, filter: NameFilter): void {
  if (filter.mode === 'all') to.all ??= owner
  const owned = { owner, filter }
  if (filter.mode === 'ignore') to.ignoring.push(owned)
  for (const pattern of filter.patterns) {
    to.owners.set(pattern, owned)
    to.index.add(pattern)
  }
}

const EVERYTHING: Pattern = {
  text: '**',
  negative: false,
  prefix: '',
  steps: [{ kind: 'any', set: { negated: true, ranges: [] } }],
}

/** Decides whether earlier filters match every legal name that `filter` matches. `by` is empty if it matches no name at all. */
export function cover(filter: NameFilter, earlier: Earlier): Cover {
  if (filter.mode === 'none') return { by: new Set() }
  if (earlier.all !== undefined) return { by: new Set([earlier.all]) }
  const by = new Set<number>()
  const drivers =
    filter.mode === 'only' ? filter.patterns.filter(({ negative }) => !negative) : [EVERYTHING]
  const free = drivers.some((driver) => leavesName(driver, filter, earlier, by))
  return free ? 'free' : { by }
}

/** Returns whether a name of one pattern passes its filter and no earlier one. Adds the earlier filters that match names to `by`. */
function leavesName(
  driver: Pattern,
  filter: NameFilter,
  earlier: Earlier,
  by: Set<number>,
): boolean {
  const name = nameProgress(driver.prefix)
  if (name === undefined) return false
  const own = filter.patterns.filter(
    ({ prefix }) => prefix.startsWith(driver.prefix) || driver.prefix.startsWith(prefix),
  )
  const related = earlier.index.related(driver.prefix)
  if (related.length > RELATED || earlier.budget.left <= 0) return true
  const others = [...own, ...related]
  const accepts = (matching: ReadonlySet<Pattern>): boolean => {
    if (!passes(filter, (pattern) => matching.has(pattern))) return false
    const taker = firstTaker(matching, earlier)
    if (taker !== undefined) by.add(taker)
    return taker === undefined
  }
  // For most patterns their simplest name is free; only for others the languages are walked.
  const sample = sampleOf(driver)
  const plain = nameProgress(sample)
  if (plain !== undefined && mayEnd(plain)) {
    for (const pattern of others) earlier.budget.left -= pattern.text.length
    const rest = others.filter((pattern) => pattern !== driver && matches(pattern, sample))
    if (accepts(new Set([driver, ...rest]))) return true
    if (driver.steps.length === 0) return false
  }
  return search(driver, others, name, accepts, earlier.budget)
}

/** Returns a name that a pattern matches, with characters that other patterns seldom use. */
function sampleOf({ prefix, steps }: Pattern): string {
  const characters = steps.map((step) => {
    if (step.kind === 'any') return 'xqz'
    if (step.kind === 'directories' || step.kind === 'optional') return ''
    return String.fromCodePoint(step.set.ranges[0]?.[0] ?? 0)
  })
  return prefix + characters.join('')
}

/** Returns the first earlier filter that matches a name, given the patterns that match it. */
function firstTaker(
  matching: ReadonlySet<Pattern>,
  { ignoring, owners }: Earlier,
): number | undefined {
  const candidates = new Set(ignoring)
  for (const pattern of matching) {
    const owned = owners.get(pattern)
    if (owned) candidates.add(owned)
  }
  let first: number | undefined
  for (const { owner, filter } of candidates) {
    if (first !== undefined && owner > first) continue
    if (passes(filter, (pattern) => matching.has(pattern))) first = owner
  }
  return first
}
