// The decision: which environments a run deploys to, and why. Pure.

import { fill } from '../../../kit/config/placeholders.ts'
import type { Subject } from '../../../kit/events/subject.ts'
import type { Route, Routes } from './compile-routes.ts'
import { type EvaluatedRoute, type None, noneFor, type Plan, type Refusal } from './decision.ts'
import { type Facts, NO_FACTS, type Question } from './facts.ts'
import { denial } from './guards.ts'
import { matchRoute } from './match-route.ts'
import type { Reason } from './reasons.ts'
import { missingIn, targetsOf, valuesOf } from './targets.ts'
import { tearDown, withdraw } from './teardown.ts'

/**
 * Decides, or asks for a fact without which it can't. `chosen` is the environment that the user chose, or empty.
 */
export function plan(
  subject: Subject,
  compiled: Routes,
  chosen: string,
  facts: Facts = NO_FACTS,
): Plan | Refusal | Question {
  const routes = compiled.routes.map((route) => ({
    ...route,
    verdict: matchRoute(route, subject, facts),
  }))
  const none = noneFor(subject, routes)
  const run: Undecided = { subject, compiled, routes, facts, none }
  const stop = denial(subject, routes)
  const { environment } = subject
  if (chosen !== '') {
    if (environment !== undefined && environment !== chosen)
      return unreachable(chosen, [environment], 'the deployment is for that environment')
    return stop ? unreachable(chosen, [], stop.detail) : choose(run, chosen)
  }
  if (stop) return none(stop.reason, stop.detail)
  if (environment === undefined) return takeFirst(run)
  // A deployment names its environment: the routes only say whether they allow it.
  const choice = choose(run, environment)
  if (!('refused' in choice) || choice.refused !== 'environment-not-reachable') return choice
  const isMatched = routes.some(({ verdict }) => verdict.reason === 'match')
  const { reason, detail } = isMatched
    ? { reason: choice.refused, detail: choice.why }
    : noRoute(routes)
  return none(reason, detail)
}

type Undecided = {
  readonly subject: Subject
  readonly compiled: Routes
  readonly routes: readonly EvaluatedRoute[]
  readonly facts: Facts
  readonly none: None
}

/** The first route that matches decides. */
function takeFirst(run: Undecided): Plan | Refusal | Question {
  const { subject, compiled, routes, none } = run
  if (subject.gone) return tearDown(subject, compiled, routes, none)
  const withdrawal = withdraw(subject, compiled, routes, routes, none)
  if (withdrawal) return withdrawal
  const first = routes.find(({ verdict }) => ['match', 'undecided'].includes(verdict.reason))
  if (first) return undecided([first]) ?? take(run, first, first.environments)
  const { reason, detail } = noRoute(routes)
  return none(reason, detail)
}

/** Returns why no route matches. */
function noRoute(routes: readonly EvaluatedRoute[]): { reason: Reason; detail: string } {
  const offBranch = routes.find(({ verdict }) => verdict.reason === 'tag-off-branch')
  if (offBranch) return { reason: 'tag-off-branch', detail: offBranch.verdict.detail }
  return { reason: 'no-route', detail: 'no route matches' }
}

/** Chooses one environment among those of all matching routes. */
function choose(run: Undecided, wanted: string): Plan | Refusal | Question {
  const { subject, compiled, routes, none } = run
  const question = undecided(routes)
  if (question) return question
  const values = valuesOf(subject)
  const withVerdict = (reason: string) => routes.filter(({ verdict }) => verdict.reason === reason)
  const reachable = [...withVerdict('match'), ...withVerdict('withdrawn')].flatMap((route) =>
    route.environments
      .filter(({ value }) => missingIn(value, values) === undefined)
      .map((environment) => ({ route, environment, name: fill(environment.value, values) })),
  )
  // GitHub ignores the case of environment names.
  const choice = reachable.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  if (choice) {
    const only = { ...choice.route, environments: [choice.environment] }
    if (subject.gone) return tearDown(subject, compiled, [only], none)
    return withdraw(subject, compiled, [only], routes, none) ?? take(run, only, only.environments)
  }
  const names = [...new Set(reachable.map(({ name }) => name))]
  const why = names.length > 0 ? 'no matching route names it' : noRoute(routes).detail
  return unreachable(wanted, names, why)
}

function unreachable(wanted: string, reachable: readonly string[], why: string): Refusal {
  return { refused: 'environment-not-reachable', wanted, reachable, why }
}

/** Returns the question on which some routes depend. */
function undecided(routes: readonly EvaluatedRoute[]): Question | undefined {
  const waiting = routes.filter(({ verdict }) => verdict.reason === 'undecided')
  const numbers = waiting.map(({ number }) => number)
  return numbers.length > 0 ? { asks: 'branches', routes: numbers } : undefined
}

function take(
  { subject, compiled, facts, none }: Undecided,
  route: EvaluatedRoute,
  environments: Route['environments'],
): Plan | Refusal | Question {
  if (route.onlyTips && facts.stale === undefined) return { asks: 'tip' }
  if (route.onlyTips && facts.stale) return none('stale', facts.stale, [route.number])
  const targets = targetsOf(subject, compiled, environments)
  if ('refused' in targets) return targets
  return { ...none('routed', '', [route.number]), action: 'deploy', targets }
}
