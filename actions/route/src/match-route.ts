// Whether a route matches a run, and if not, why. Pure.

import { EVENTS } from '../../../kit/events/event-rules.ts'
import { isQueueBranch, type Ref, type Subject } from '../../../kit/events/subject.ts'
import { matches } from '../../../kit/patterns/automaton.ts'
import { list, quote } from '../../../kit/text/escape.ts'
import type { Route } from './compile-routes.ts'
import { type Facts, NO_FACTS } from './facts.ts'
import { type NameFilter, passesName } from './filters/ref-filter.ts'
import { unmet } from './pull-conditions.ts'

export type Verdict = {
  /**
   * `match`, or the first condition that failed. `withdrawn`: it matched until this event. `undecided`: it matches unless the tag is
   * on none of its branches, which was not asked.
   */
  readonly reason:
    | 'match'
    | 'event'
    | 'activity'
    | 'cron'
    | 'ref-type'
    | 'ref-name'
    | 'fork'
    | 'dependabot'
    | 'merge-queue'
    | 'labels'
    | 'draft'
    | 'withdrawn'
    | 'tag-off-branch'
    | 'undecided'
  readonly detail: string
}

type Check = (route: Route, subject: Subject, facts: Facts) => Verdict | undefined

/** Matches a route with the subject of a run. */
export function matchRoute(route: Route, subject: Subject, facts: Facts): Verdict {
  for (const check of CHECKS) {
    const failed = check(route, subject, facts)
    if (failed) return failed
  }
  return { reason: 'match', detail: 'it matches' }
}

/** Returns whether a route matches a pull request with the right activity, labels and draft state. */
export function takesOtherwise(route: Route, subject: Subject, facts: Facts): boolean {
  const others = CHECKS.filter((check) => check !== activityCheck && check !== pullCheck)
  return others.every((check) => check(route, subject, facts) === undefined)
}

const eventCheck: Check = (route, { event }) =>
  takesEvent(route, event)
    ? undefined
    : { reason: 'event', detail: `it matches only ${route.events.join(', ')}` }

const activityCheck: Check = (route, subject) => {
  const { activities } = route
  if (!activities || !hasActivities(subject.event) || takesActivity(route, activities, subject))
    return undefined
  return { reason: 'activity', detail: `it matches only the activities ${activities.join(', ')}` }
}

const cronCheck: Check = (route, { event, cron = '' }) =>
  event !== 'schedule' ||
  route.cron === undefined ||
  route.cron === cron.trim().split(/\s+/).join(' ')
    ? undefined
    : { reason: 'cron', detail: `it matches only the schedule ${quote(route.cron)}` }

const refCheck: Check = (route, { event, filtered }) => {
  if (filtered === 'unknown') {
    const isFiltered = Object.values(route.filter).some(({ mode }) => mode !== 'all')
    return isFiltered
      ? { reason: 'ref-name', detail: `this ${event} has no branch or tag` }
      : undefined
  }
  if (!filtered) return undefined
  const filter = route.filter[filtered.type]
  if (filter.mode === 'none') {
    const refs = filtered.type === 'tag' ? 'tags' : 'branches'
    return { reason: 'ref-type', detail: `it matches no ${refs}` }
  }
  if (passesName(filter, filtered.name)) return undefined
  return { reason: 'ref-name', detail: mismatch(filter, filtered) }
}

const forkCheck: Check = (route, { fork }) =>
  fork && !route.forks ? { reason: 'fork', detail: 'it does not allow forks' } : undefined

const dependabotCheck: Check = (route, { dependabot }) =>
  dependabot && !route.dependabot
    ? { reason: 'dependabot', detail: 'it does not allow Dependabot' }
    : undefined

const queueCheck: Check = (route, { filtered }) =>
  isQueueBranch(filtered) && !route.namesQueue
    ? { reason: 'merge-queue', detail: "it does not name the merge queue's branches" }
    : undefined

const pullCheck: Check = (route, { pull, pullBefore, gone }) => {
  const lacks = pull && unmet(route, pull)
  if (!lacks) return undefined
  const isWithdrawn = pullBefore && !gone && !unmet(route, pullBefore)
  return isWithdrawn ? { reason: 'withdrawn', detail: lacks.detail } : lacks
}

const tagCheck: Check = ({ number, tagsOn }, { filtered, gone }, { onBranch }) => {
  // A deleted tag has no commit to ask about.
  const isTag = filtered !== undefined && filtered !== 'unknown' && filtered.type === 'tag'
  if (!tagsOn || !isTag || gone) return undefined
  const isOn = onBranch.get(number)
  if (isOn) return undefined
  const names = list(tagsOn.map(({ text }) => text))
  const branches = tagsOn.length > 1 ? `one of the branches ${names}` : names
  if (isOn === undefined) {
    return { reason: 'undecided', detail: `it matches if the tag is on ${branches}` }
  }
  return { reason: 'tag-off-branch', detail: `the tag's commit is not on ${branches}` }
}

const CHECKS: readonly Check[] = [
  eventCheck,
  activityCheck,
  cronCheck,
  refCheck,
  forkCheck,
  dependabotCheck,
  queueCheck,
  pullCheck,
  tagCheck,
]

/** Returns whether an event has activities, which `types` can restrict. */
export function hasActivities(event: string): boolean {
  return EVENTS[event]?.filters.includes('types') === true
}

/** `types` restrict deployments: what is torn down was deployed by the routes that match any other activity. */
function takesActivity(route: Route, activities: readonly string[], subject: Subject): boolean {
  const { activity, gone } = subject
  const tearsDown =
    gone === 'pull-request-closed' || pullCheck(route, subject, NO_FACTS)?.reason === 'withdrawn'
  return tearsDown ? activities.some((one) => one !== 'closed') : activities.includes(activity)
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
