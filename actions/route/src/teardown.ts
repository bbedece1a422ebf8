// What is torn down: environments that were deployed for one ref or pull request. A shared environment outlives them all. Pure.

import { fill, placeholdersIn } from '../../../kit/config/placeholders.ts'
import { EVENTS } from '../../../kit/events/event-rules.ts'
import type { Subject } from '../../../kit/events/subject.ts'
import type { Routes } from './compile-routes.ts'
import type { EvaluatedRoute, None, Plan, Refusal } from './decision.ts'
import { NO_FACTS } from './facts.ts'
import { takesOtherwise } from './match-route.ts'
import type { Reason } from './reasons.ts'
import { targetsOf, valuesOf } from './targets.ts'

/** Tears down what was deployed for a deleted ref or a closed pull request. */
export function tearDown(
  subject: Subject,
  compiled: Routes,
  routes: readonly EvaluatedRoute[],
  none: None,
): Plan | Refusal {
  const reason = subject.gone ?? 'ref-deleted'
  const matched = routes.filter(({ verdict }) => verdict.reason === 'match')
  const deployed =
    reason === 'pull-request-closed' ? deployersOf(subject, matched) : untilCertain(matched, onTags)
  return remove(subject, compiled, deployed, [], reason, none)
}

/**
 * Tears down what a route deployed for a pull request that has just lost its last label for it, or has become a draft again. Returns
 * undefined if there is no such route, or if others that still match keep its environments.
 */
export function withdraw(
  subject: Subject,
  compiled: Routes,
  routes: readonly EvaluatedRoute[],
  none: None,
): Plan | Refusal | undefined {
  const withdrawn = deployersOf(subject, routes).filter(
    ({ verdict }) => verdict.reason === 'withdrawn',
  )
  if (withdrawn.length === 0) return undefined
  const values = valuesOf(subject)
  const matched = routes.filter(({ verdict }) => verdict.reason === 'match')
  const kept = matched
    .flatMap(({ environments }) => environments)
    .map(({ value }) => fill(value, values).toLowerCase())
  const reason = subject.activity === 'unlabeled' ? 'label-removed' : 'converted-to-draft'
  const removed = remove(subject, compiled, withdrawn, kept, reason, none)
  const isNothing = !('refused' in removed) && removed.targets.length === 0
  return isNothing && matched.length > 0 ? undefined : removed
}

/** Each activity of a pull request may have been deployed by another route, and labels may have come and gone in any order. */
function deployersOf(subject: Subject, routes: readonly EvaluatedRoute[]): EvaluatedRoute[] {
  const possible = routes.filter((route) => takesOtherwise(route, subject, NO_FACTS))
  const activities = EVENTS[subject.event]?.types?.filter((one) => one !== 'closed') ?? []
  const deployers = new Set<EvaluatedRoute>()
  for (const activity of activities) {
    const taking = possible.filter((route) => route.activities?.includes(activity) ?? true)
    for (const route of untilCertain(taking, onPulls)) deployers.add(route)
  }
  return possible.filter((route) => deployers.has(route))
}

type Condition = (route: EvaluatedRoute) => boolean

const onTags: Condition = ({ tagsOn }) => tagsOn !== undefined
const onPulls: Condition = ({ labels, drafts }) => labels !== undefined || !drafts

/** Returns the routes up to the first without a condition: any of them may have decided. */
function untilCertain(
  routes: readonly EvaluatedRoute[],
  condition: Condition,
): readonly EvaluatedRoute[] {
  const certain = routes.findIndex((route) => !condition(route))
  return certain < 0 ? routes : routes.slice(0, certain + 1)
}

function remove(
  subject: Subject,
  compiled: Routes,
  routes: readonly EvaluatedRoute[],
  kept: readonly string[],
  reason: Reason,
  none: None,
): Plan | Refusal {
  const ephemeral = routes
    .flatMap(({ environments }) => environments)
    .filter(({ value }) => placeholdersIn(value).length > 0)
  const targets = targetsOf(subject, compiled, ephemeral, 'names')
  if ('refused' in targets) return targets
  const removed = targets.filter(({ environment }) => !kept.includes(environment.toLowerCase()))
  const taken = routes.map(({ number }) => number)
  if (removed.length > 0) {
    return { ...none(reason, '', taken), action: 'teardown', targets: removed }
  }
  return none(reason, 'a shared environment is never torn down', taken)
}
