// Whether a route matches a run, and if not, why.

import { EVENTS } from '../../../kit/events/event-rules.ts'
import type { Ref, Subject } from '../../../kit/events/subject.ts'
import { matches } from '../../../kit/patterns/automaton.ts'
import { quote } from '../../../kit/text/escape.ts'
import type { Route } from './compile-routes.ts'
import { type NameFilter, passesName } from './filters/ref-filter.ts'

export type Verdict = {
  /** `match`, or the first condition that failed. */
  readonly reason: 'match' | 'event' | 'activity' | 'cron' | 'ref-type' | 'ref-name' | 'fork'
  readonly detail: string
}

/** Matches a route with the subject of a run. */
export function matchRoute(route: Route, subject: Subject): Verdict {
  const { event, filtered, cron } = subject
  if (!takesEvent(route, event)) {
    return { reason: 'event', detail: `it matches only ${route.events.join(', ')}` }
  }
  if (route.activities && hasActivities(event) && !takesActivity(route.activities, subject)) {
    return {
      reason: 'activity',
      detail: `it matches only the activities ${route.activities.join(', ')}`,
    }
  }
  if (
    event === 'schedule' &&
    route.cron !== undefined &&
    route.cron !== (cron ?? '').trim().split(/\s+/).join(' ')
  ) {
    return { reason: 'cron', detail: `it matches only the schedule ${quote(route.cron)}` }
  }
  if (filtered === 'unknown') {
    const isFiltered = Object.values(route.filter).some(({ mode }) => mode !== 'all')
    if (isFiltered) return { reason: 'ref-name', detail: `this ${event} has no branch or tag` }
  } else if (filtered) {
    const filter = route.filter[filtered.type]
    if (filter.mode === 'none') {
      return {
        reason: 'ref-type',
        detail: `it matches no ${filtered.type === 'tag' ? 'tags' : 'branches'}`,
      }
    }
    if (!passesName(filter, filtered.name))
      return { reason: 'ref-name', detail: mismatch(filter, filtered) }
  }
  if (subject.fork && !route.forks) return { reason: 'fork', detail: 'it does not allow forks' }
  return { reason: 'match', detail: 'it matches' }
}

/** Returns whether an event has activities, which `types` can restrict. */
export function hasActivities(event: string): boolean {
  return EVENTS[event]?.filters.includes('types') === true
}

/** A closed pull request concerns the routes that match any other activity. */
function takesActivity(activities: readonly string[], { activity, gone }: Subject): boolean {
  if (gone !== 'pull-request-closed') return activities.includes(activity)
  return activities.some((one) => one !== 'closed')
}

/** Returns whether a route names an event; the deletion of a ref concerns the routes that deployed it. */
export function takesEvent(route: Pick<Route, 'events'>, event: string): boolean {
  return route.events.includes(event) || (event === 'delete' && route.events.includes('push'))
}

function mismatch(filter: NameFilter, { type, name }: Ref): string {
  const touched = filter.patterns.some((pattern) => matches(pattern, name))
  const list = type === 'tag' ? 'tags' : 'branches'
  if (filter.mode === 'ignore') return `${list}-ignore lists it`
  return touched ? `${list} excludes it` : `no pattern of ${list} matches it`
}
