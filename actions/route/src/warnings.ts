// Warnings about what is legal but probably a mistake: routes that can never match, environments that no route uses.

import type { Problem } from '../../../kit/action/user-error.ts'
import { patternDoubt } from '../../../kit/patterns/foreign-syntax.ts'
import type { Pattern } from '../../../kit/patterns/parse.ts'
import { quote } from '../../../kit/text/escape.ts'
import { nearest } from '../../../kit/text/suggest.ts'
import { type Route, type Routes, titleOf } from './compile-routes.ts'
import type { NameFilter } from './filters/ref-filter.ts'
import { applies, type Case, casesOf, filterIn, isDecidable } from './reachability/cases.ts'
import { addEarlier, cover, type Earlier, nothingEarlier } from './reachability/coverage.ts'
import { wholeBudget } from './reachability/name-search.ts'

/** Returns every warning, with its position. */
export function warningsOf(compiled: Routes, chosen: string): Problem[] {
  // A chosen environment is looked for in all matching routes; then no route hides another.
  const dead = chosen === '' ? deadRoutes(compiled) : []
  return [...unnamedEnvironments(compiled), ...dead, ...doubts(compiled)]
}

function unnamedEnvironments({ routes, environments }: Routes): Problem[] {
  const named = [
    ...new Set(routes.flatMap((route) => route.environments.map(({ value }) => value))),
  ]
  return [...environments].flatMap(([name, { at }]) => {
    if (named.includes(name)) return []
    const near = nearest(
      name,
      named.filter((other) => !environments.has(other)),
    )
    const meant = near === undefined ? '' : `; a route uses ${quote(near)}`
    return [{ at, message: `no route uses the environment ${quote(name)}${meant}` }]
  })
}

function doubts({ routes }: Routes): Problem[] {
  const ignoring = routes
    .flatMap(({ filter }) => [filter.branch, filter.tag])
    .filter(({ mode }) => mode === 'ignore')
    .flatMap(({ patterns }) => patterns)
    .filter(({ negative }) => negative)
    .map(({ text, at }) => ({
      at,
      message: `${quote(text)} ignores what it matches: "!" has no effect in an ignore list`,
    }))
  const excluding = routes.flatMap(({ tagsOn: [first, ...more] = [] }) =>
    first && [first, ...more].every(({ negative }) => negative)
      ? [{ at: first.at, message: '"tags-on" only excludes branches, so the route takes no tag' }]
      : [],
  )
  const patterns = routes.flatMap(({ filter, tagsOn = [] }) => [
    ...filter.branch.patterns,
    ...filter.tag.patterns,
    ...tagsOn,
  ])
  const doubtful = patterns.flatMap((pattern) => {
    const message = patternDoubt(pattern.text) ?? impossible(pattern)
    return message === undefined ? [] : [{ message, at: pattern.at }]
  })
  return [...ignoring, ...excluding, ...doubtful]
}

function impossible(pattern: Pattern): string | undefined {
  const filter: NameFilter = { mode: 'only', patterns: [{ ...pattern, negative: false }] }
  if (cover(filter, nothingEarlier()) === 'free') return undefined
  return `${quote(pattern.text)} matches no name that git allows for a branch or tag`
}

/** These events may choose among all matching routes: no route hides another. */
const CHOOSING = ['workflow_dispatch', 'deployment', 'deployment_status']

function deadRoutes({ routes }: Routes): Problem[] {
  const cases = casesOf(routes)
  const budget = wholeBudget()
  const before = new Map(cases.map((one) => [one, nothingEarlier(budget)]))
  return routes.flatMap((route) => {
    const ownCases = cases.filter((one) => applies(route, one))
    const takers = isDecidable(route, cases) ? takersOf(route, ownCases, before) : 'free'
    for (const one of ownCases) {
      const earlier = before.get(one)
      if (earlier) addEarlier(earlier, route.number, filterIn(route, one))
    }
    if (takers === 'free') return []
    const names = routes.filter(({ number }) => takers.has(number)).map((other) => titleOf(other))
    const why =
      names.length === 0
        ? 'no name passes its filters'
        : `${names.join(' and ')} already ${names.length > 1 ? 'match' : 'matches'} everything it could match`
    return [{ at: route.at, message: `${titleOf(route)} can never match: ${why}` }]
  })
}

/** Returns the earlier routes that together cover a route, or `free` if something is left for it. */
function takersOf(
  route: Route,
  cases: readonly Case[],
  before: ReadonlyMap<Case, Earlier>,
): Set<number> | 'free' {
  const takers = new Set<number>()
  for (const one of cases) {
    const result = CHOOSING.includes(one.event)
      ? 'free'
      : cover(filterIn(route, one), before.get(one) ?? nothingEarlier())
    if (result === 'free') return 'free'
    for (const number of result.by) takers.add(number)
  }
  return takers
}
