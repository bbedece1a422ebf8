// The kinds of runs that routes can tell apart, apart from the names of branches and tags. A route can never match if earlier ones match
// in every case that it takes.

import { EVENTS, type EventRule } from '../../../../kit/events/event-rules.ts'
import { isSameLabel } from '../../../../kit/events/pull-request.ts'
import { QUEUE_PREFIX } from '../../../../kit/events/subject.ts'
import type { Pattern } from '../../../../kit/patterns/parse.ts'
import type { Route } from '../compile-routes.ts'
import type { NameFilter } from '../filters/ref-filter.ts'
import { hasActivities, takesEvent } from '../match-route.ts'

/** A kind of run: everything that routes can distinguish, except for the name of the ref. */
export type Case = {
  readonly event: string
  readonly ref: 'branch' | 'tag' | undefined
  readonly activity: string | undefined
  readonly cron: string | undefined
  readonly fork: boolean
  readonly dependabot: boolean
  /** The only label: with one more, only more routes match. */
  readonly label: string | undefined
  readonly draft: boolean
  /** The only list of `tags-on` that the tag is on. */
  readonly tagOn: string | undefined
  /** Some route of the event names the merge queue. */
  readonly queue: boolean
}

/** Represents all values that no route mentions. */
const OTHER = undefined

/** The most labels, and lists of `tags-on`, to distinguish: the number of cases is their product. */
const MOST = 12

const EVERY_NAME: NameFilter = { mode: 'all', patterns: [] }

/** Returns the filter of a route for the refs of a case. Without naming it, no route takes a branch of the merge queue. */
export function filterIn(route: Route, { ref, queue }: Case): NameFilter {
  if (!ref) return EVERY_NAME
  const filter = route.filter[ref]
  const excludes = queue && ref === 'branch' && !route.namesQueue && filter.mode !== 'none'
  if (!excludes) return filter
  // Patterns are told apart by identity.
  const negative = filter.mode === 'only'
  const queued: Pattern = { text: '', negative, prefix: `${QUEUE_PREFIX}/`, steps: [ANYTHING] }
  return {
    mode: filter.mode === 'all' ? 'ignore' : filter.mode,
    patterns: [...filter.patterns, queued],
  }
}

const ANYTHING = { kind: 'any', set: { negated: true, ranges: [] } } as const

/** Returns whether a route takes a case, if the name passes its filter. */
export function applies(route: Route, one: Case): boolean {
  const { event, activity, cron, ref, label, tagOn } = one
  if (!takesEvent(route, event) || (one.fork && !route.forks)) return false
  if ((one.dependabot && !route.dependabot) || (one.draft && !route.drafts)) return false
  const takes = activity !== OTHER && route.activities?.includes(activity)
  if (route.activities && hasActivities(event) && !takes) return false
  if (isPull(event) && route.labels && !hasLabel(route.labels, label)) return false
  if (ref === 'tag' && route.tagsOn && !keysOf(route).includes(tagOn)) return false
  return route.cron === undefined || event !== 'schedule' || route.cron === cron
}

const isPull = (event: string): boolean => EVENTS[event]?.filters.includes('labels') === true

const hasLabel = (labels: readonly string[], label: string | undefined): boolean =>
  label !== OTHER && labels.some((one) => isSameLabel(one, label))

/** Returns keys of the branches in `tags-on`. Equal keys mean equal branches; a list with exclusions is a key of its own. */
function keysOf({ tagsOn = [] }: Route): readonly (string | undefined)[] {
  const texts = tagsOn.map(({ text }) => text)
  return tagsOn.some(({ negative }) => negative) ? [JSON.stringify(texts)] : texts
}

/** Returns whether the cases distinguish all that a route mentions. */
export function isDecidable(route: Route, cases: readonly Case[]): boolean {
  const concerned = cases.filter(({ event }) => takesEvent(route, event))
  const pulls = concerned.filter(({ event }) => isPull(event))
  const labels = pulls.length > 0 ? (route.labels ?? []) : []
  const tags = concerned.filter(({ ref }) => ref === 'tag')
  const keys = tags.length > 0 && route.tagsOn ? keysOf(route) : []
  return (
    labels.every((label) => pulls.some((one) => hasLabel([label], one.label))) &&
    keys.every((key) => tags.some(({ tagOn }) => tagOn === key))
  )
}

/** Returns all cases of some routes. */
export function casesOf(routes: readonly Route[]): Case[] {
  const events = [...new Set(routes.flatMap((route) => route.events))]
  return events.flatMap((event) => {
    const concerned = routes.filter((route) => takesEvent(route, event))
    return refsOf(event).flatMap((ref) =>
      product({
        event: [event],
        ref: [ref],
        activity: activitiesOf(event, concerned),
        cron: event === 'schedule' ? withOther(concerned.map(({ cron }) => cron)) : [OTHER],
        fork: ifAny(EVENTS[event]?.fromForks, concerned, ({ forks }) => forks),
        dependabot: ifAny(
          EVENTS[event]?.restrictsDependabot,
          concerned,
          ({ dependabot }) => dependabot,
        ),
        label: isPull(event)
          ? few(concerned.flatMap(({ labels = [] }) => labels.map((one) => one.toLowerCase())))
          : [OTHER],
        draft: ifAny(isPull(event), concerned, ({ drafts }) => !drafts),
        tagOn: ref === 'tag' ? few(concerned.flatMap((route) => keysOf(route))) : [OTHER],
        queue: [concerned.some(({ namesQueue }) => namesQueue)],
      }),
    )
  })
}

/** Returns every combination of some values. */
function product<T extends object>(values: { readonly [K in keyof T]: readonly T[K][] }): T[] {
  const keys = Object.keys(values) as (keyof T)[]
  return keys.reduce<object[]>(
    (made, key) => made.flatMap((one) => values[key].map((value) => ({ ...one, [key]: value }))),
    [{}],
  ) as T[]
}

function refsOf(event: string): readonly Case['ref'][] {
  const filters = EVENTS[event]?.filters ?? []
  const refs = [
    ...(filters.includes('branches') ? (['branch'] as const) : []),
    ...(filters.includes('tags') ? (['tag'] as const) : []),
  ]
  return refs.length > 0 ? refs : [undefined]
}

function activitiesOf(event: string, routes: readonly Route[]): readonly Case['activity'][] {
  // Only successful runs are routed.
  const known = event === 'workflow_run' ? ['completed'] : withoutClosed(EVENTS[event])
  return withOther(
    routes.flatMap(({ activities = [] }) => activities),
    known,
  )
}

/** Both values if they are possible and a route tells them apart. */
const ifAny = (
  isPossible: boolean | undefined,
  routes: readonly Route[],
  tells: (route: Route) => boolean,
): readonly boolean[] => (isPossible && routes.some(tells) ? [false, true] : [false])

const few = (mentioned: readonly (string | undefined)[]): readonly (string | undefined)[] =>
  withOther([...new Set(mentioned)].slice(0, MOST))

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
