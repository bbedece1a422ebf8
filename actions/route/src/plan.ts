// The decision: which environments a run deploys to, and why. Pure.

import { fill, placeholdersIn } from '../../../kit/config/placeholders.ts'
import { EVENTS } from '../../../kit/events/event-rules.ts'
import type { Subject } from '../../../kit/events/subject.ts'
import { slug } from '../../../kit/text/slug.ts'
import type { Route, Routes } from './compile-routes.ts'
import { matchRoute, takesEvent, type Verdict } from './match-route.ts'
import type { Reason } from './reasons.ts'
import { missingIn, type NoValue, type Target, targetsOf, valuesOf } from './targets.ts'

/** A route, and whether it matches the run. */
export type EvaluatedRoute = Route & { readonly verdict: Verdict }

export type Plan = {
  readonly action: 'deploy' | 'teardown' | 'none'
  readonly reason: Reason
  /** A human-readable explanation, if the reason alone does not suffice. */
  readonly detail: string
  readonly subject: Subject
  readonly slug: string
  readonly targets: readonly Target[]
  readonly routes: readonly EvaluatedRoute[]
  /** The numbers of the routes that decided; a closed pull request may have several. */
  readonly taken: readonly number[]
}

/** Why no decision is possible. */
export type Refusal =
  | {
      readonly refused: 'environment-not-reachable'
      readonly wanted: string
      readonly reachable: readonly string[]
      readonly why: string
    }
  | NoValue

/** Decides. `chosen` is the environment that the user chose, or empty. */
export function plan(subject: Subject, compiled: Routes, chosen: string): Plan | Refusal {
  const routes = compiled.routes.map((route) => ({
    ...route,
    verdict: matchRoute(route, subject),
  }))
  const none: None = (reason, detail, taken = []) => {
    const base = { subject, slug: slug(subject.name), targets: [], routes, taken }
    return { action: 'none', reason, detail, ...base }
  }
  const matched = routes.filter(({ verdict }) => verdict.reason === 'match')
  const stop = refusalOf(subject, routes)
  if (chosen !== '') {
    const { environment = chosen } = subject
    if (environment !== chosen)
      return unreachable(chosen, [environment], 'the deployment is for that environment')
    return stop
      ? unreachable(chosen, [], stop.detail)
      : choose(subject, compiled, matched, chosen, none)
  }
  if (stop) return none(stop.reason, stop.detail)
  const [first] = matched
  if (!first) return none('no-route', 'no route matches')
  const { environment } = subject
  if (subject.gone) return tearDown(subject, compiled, matched, none)
  if (environment === undefined) return take(subject, compiled, first, first.environments, none)
  // A deployment names its environment: the routes only say whether they allow it.
  const choice = choose(subject, compiled, matched, environment, none)
  const denied = 'refused' in choice && choice.refused === 'environment-not-reachable'
  return denied ? none('environment-not-reachable', choice.why) : choice
}

type None = (reason: Reason, detail: string, taken?: readonly number[]) => Plan

/** Returns why nothing happens, whatever the environment. */
function refusalOf(
  subject: Subject,
  routes: readonly EvaluatedRoute[],
): { reason: Reason; detail: string } | undefined {
  const { event, refusal } = subject
  const rule = Object.hasOwn(EVENTS, event) ? EVENTS[event] : undefined
  if (!rule) return { reason: 'unsupported-event', detail: 'this event does not deploy' }
  if (refusal?.reason === 'incomplete-event') return refusal
  const matched = routes.some(({ verdict }) => verdict.reason === 'match')
  const naming = routes.filter((route) => takesEvent(route, event))
  if (rule.privileged && naming.length === 0) {
    return {
      reason: 'privileged-event',
      detail: `no route names ${event}, which is denied unless a route does`,
    }
  }
  const isDenied = routes.some(({ verdict }) => verdict.reason === 'fork')
  if (subject.fork && !matched && (isDenied || !naming.some(({ forks }) => forks))) {
    return { reason: 'fork', detail: 'it comes from a fork, and no matching route allows forks' }
  }
  if (refusal) return refusal
  if (matched || !subject.gone) return undefined
  return { reason: subject.gone, detail: 'no route would have deployed it' }
}

/** Chooses one environment among those of all matching routes. */
function choose(
  subject: Subject,
  compiled: Routes,
  matched: readonly EvaluatedRoute[],
  wanted: string,
  none: None,
): Plan | Refusal {
  const values = valuesOf(subject)
  const reachable = matched.flatMap((route) =>
    route.environments
      .filter(({ value }) => missingIn(value, values) === undefined)
      .map((environment) => ({ route, environment, name: fill(environment.value, values) })),
  )
  // GitHub ignores the case of environment names.
  const choice = reachable.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  if (choice) {
    const only = { ...choice.route, environments: [choice.environment] }
    return subject.gone
      ? tearDown(subject, compiled, [only], none)
      : take(subject, compiled, only, only.environments, none)
  }
  const names = [...new Set(reachable.map(({ name }) => name))]
  const why = names.length > 0 ? 'no matching route names it' : 'no route matches'
  return unreachable(wanted, names, why)
}

function unreachable(wanted: string, reachable: readonly string[], why: string): Refusal {
  return { refused: 'environment-not-reachable', wanted, reachable, why }
}

function take(
  subject: Subject,
  compiled: Routes,
  route: EvaluatedRoute,
  environments: Route['environments'],
  none: None,
): Plan | Refusal {
  const targets = targetsOf(subject, compiled, environments)
  if ('refused' in targets) return targets
  return { ...none('routed', '', [route.number]), action: 'deploy', targets }
}

/**
 * Tears down what was deployed for one ref; a shared environment outlives every branch. Each activity of a pull request may have
 * been deployed by another route.
 */
function tearDown(
  subject: Subject,
  compiled: Routes,
  matched: readonly EvaluatedRoute[],
  none: None,
): Plan | Refusal {
  const reason = subject.gone ?? 'ref-deleted'
  const activities = EVENTS[subject.event]?.types?.filter((activity) => activity !== 'closed')
  const firsts =
    reason === 'pull-request-closed' && activities
      ? activities.map((activity) =>
          matched.find((route) => route.activities?.includes(activity) ?? true),
        )
      : matched.slice(0, 1)
  const routes = matched.filter((route) => firsts.includes(route))
  const ephemeral = routes
    .flatMap(({ environments }) => environments)
    .filter(({ value }) => placeholdersIn(value).length > 0)
  const targets = targetsOf(subject, compiled, ephemeral)
  if ('refused' in targets) return targets
  const taken = routes.map(({ number }) => number)
  if (targets.length === 0) return none(reason, 'a shared environment is never torn down', taken)
  return { ...none(reason, '', taken), action: 'teardown', targets }
}
