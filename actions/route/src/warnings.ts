// Warnings about what is legal but probably a mistake: routes that can never match, environments that no route uses.

import type { Problem } from '../../../kit/action/user-error.ts'
import { EVENTS, type EventRule } from '../../../kit/events/event-rules.ts'
import { patternDoubt } from '../../../kit/patterns/foreign-syntax.ts'
import type { Pattern } from '../../../kit/patterns/parse.ts'
import { quote } from '../../../kit/text/escape.ts'
import { nearest } from '../../../kit/text/suggest.ts'
import { type Route, type Routes, titleOf } from './compile-routes.ts'
import type { NameFilter } from './filters/ref-filter.ts'
import { hasActivities, takesEvent } from './match-route.ts'
import {
  addEarlier,
  cover,
  type Earlier,
  nothingEarlier,
  wholeBudget,
} from './reachability/coverage.ts'

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
  const patterns = routes.flatMap(({ filter }) => [
    ...filter.branch.patterns,
    ...filter.tag.patterns,
  ])
  const doubtful = patterns.flatMap((pattern) => {
    const message = patternDoubt(pattern.text) ?? impossible(pattern)
    return message === undefined ? [] : [{ message, at: pattern.at }]
  })
  return [...ignoring, ...doubtful]
}

function impossible(pattern: Pattern): string | undefined {
  const filter: NameFilter = { mode: 'only', patterns: [{ ...pattern, negative: false }] }
  if (cover(filter, nothingEarlier()) === 'free') return undefined
  return `${quote(pattern.text)} matches no name that git allows for a branch or tag`
}

/** A kind of run: everything that routes can distinguish, except for the name of the ref. */
type Case = {
  readonly event: string
  readonly ref: 'branch' | 'tag' | undefined
  readonly activity: string | undefined
  readonly cron: string | undefined
  readonly fork: boolean
}

/** Represents all values that no route mentions. */
const OTHER = undefined

/** These events may choose among all matching routes: no route hides another. */
const CHOOSING = ['workflow_dispatch', 'deployment', 'deployment_status']

function deadRoutes({ routes }: Routes): Problem[] {
  const cases = casesOf(routes)
  const budget = wholeBudget()
  const before = new Map(cases.map((one) => [one, nothingEarlier(budget)]))
  return routes.flatMap((route) => {
    const ownCases = cases.filter((one) => applies(route, one))
    const takers = takersOf(route, ownCases, before)
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

const EVERY_NAME: NameFilter = { mode: 'all', patterns: [] }

const filterIn = (route: Route, { ref }: Case): NameFilter => (ref ? route.filter[ref] : EVERY_NAME)

function applies(route: Route, { event, activity, cron, fork }: Case): boolean {
  if (!takesEvent(route, event) || (fork && !route.forks)) return false
  const takes = activity !== OTHER && route.activities?.includes(activity)
  if (route.activities && hasActivities(event) && !takes) return false
  return route.cron === undefined || event !== 'schedule' || route.cron === cron
}

function casesOf(routes: readonly Route[]): Case[] {
  const events = [...new Set(routes.flatMap((route) => route.events))]
  return events.flatMap((event) => {
    const rule = EVENTS[event]
    const concerned = routes.filter((route) => takesEvent(route, event))
    const filters = rule?.filters ?? []
    const refs = [
      ...(filters.includes('branches') ? (['branch'] as const) : []),
      ...(filters.includes('tags') ? (['tag'] as const) : []),
    ]
    // Only successful runs are routed.
    const known = event === 'workflow_run' ? ['completed'] : withoutClosed(rule)
    const crons = event === 'schedule' ? withOther(concerned.map(({ cron }) => cron)) : [OTHER]
    const activities = withOther(
      concerned.flatMap((route) => route.activities ?? []),
      known,
    )
    const forks = rule?.fromForks ? [false, true] : [false]
    return (refs.length > 0 ? refs : [undefined]).flatMap((ref) =>
      activities.flatMap((activity) =>
        crons.flatMap((cron) => forks.map((fork) => ({ event, ref, activity, cron, fork }))),
      ),
    )
  })
}

/** A closed pull request is never deployed, whatever a route says. */
const withoutClosed = (rule: EventRule | undefined): readonly string[] | undefined =>
  rule?.filters.includes('branches') ? rule.types?.filter((type) => type !== 'closed') : rule?.types

/** Returns the possible values that routes mention, and one that represents all others, if there are any. */
function withOther(
  mentioned: readonly (string | undefined)[],
  known?: readonly string[],
): (string | undefined)[] {
  const values = [...new Set(mentioned)].filter(
    (value) => value !== OTHER && (known?.includes(value) ?? true),
  )
  return known && values.length === known.length ? values : [...values, OTHER]
}
