// What is torn down: environments that were deployed for one ref or pull request. A shared environment outlives them all. Pure.

import { fill, placeholdersIn } from '../../../kit/config/placeholders.ts'
import { EVENTS } from '../../../kit/events/event-rules.ts'
import type { Subject } from '../../../kit/events/subject.ts'
import type { Routes } from './compile-routes.ts'
import type { EvaluatedRoute, None, Plan, Refusal } from './decision.ts'
import { NO_FACTS } from './facts.ts'
import { takesOtherwise } from './match-route.ts'
import { unmet } from './pull-conditions.ts'
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
 * Tears down what one of some routes deployed for a pull request that has just lost its last label for it, or has become a draft again.
 * Returns undefined if there is no such route, or if others of all `routes` keep its environments and one of them decides now.
 */
export function withdraw(
  subject: Subject,
  compiled: Routes,
  candidates: readonly EvaluatedRoute[],
  routes: readonly EvaluatedRoute[],
  none: None,
): Plan | Refusal | undefined {
  const withdrawn = deployersOf(subject, candidates).filter(
    ({ verdict }) => verdict.reason === 'withdrawn',
  )
  if (withdrawn.length === 0) return undefined
  const values = valuesOf(subject)
  const kept = keepersOf(subject, routes)
    .flatMap(({ environments }) => environments)
    .map(({ value }) => fill(value, values).toLowerCase())
  const reason = subject.activity === 'unlabeled' ? 'label-removed' : 'converted-to-draft'
  const removed = remove(subject, compiled, withdrawn, kept, reason, none)
  const isNothing = !('refused' in removed) && removed.targets.length === 0
  const isMatched = candidates.some(({ verdict }) => verdict.reason === 'match')
  return isNothing && isMatched ? undefined : removed
}

/** Each activity of a pull request may have been deployed by another route, and labels may have come and gone in any order. */
function deployersOf(subject: Subject, routes: readonly EvaluatedRoute[]): EvaluatedRoute[] {
  const possible = routes.filter((route) => takesOtherwise(route, subject, NO_FACTS))
  return takersOf(subject, possible, (taking) => untilCertain(taking, onPulls))
}

/** Returns the routes that deploy a pull request as it is now, each activity by the first that takes it. */
function keepersOf(subject: Subject, routes: readonly EvaluatedRoute[]): EvaluatedRoute[] {
  const matching = routes.filter(
    (route) =>
      takesOtherwise(route, subject, NO_FACTS) && !(subject.pull && unmet(route, subject.pull)),
  )
  return takersOf(subject, matching, (taking) => taking.slice(0, 1))
}

/** Returns the routes that are selected, for any activity, among those that take it. */
function takersOf(
  subject: Subject,
  routes: readonly EvaluatedRoute[],
  select: (taking: readonly EvaluatedRoute[]) => readonly EvaluatedRoute[],
): EvaluatedRoute[] {
  const activities = EVENTS[subject.event]?.types?.filter((one) => one !== 'closed') ?? []
  const takers = new Set(
    activities.flatMap((one) =>
      select(routes.filter(({ activities }) => activities?.includes(one) ?? true)),
    ),
  )
  return routes.filter((route) => takers.has(route))
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
  const why =
    targets.length > 0
      ? 'another route still deploys to the same environment'
      : 'a shared environment is never torn down'
  return none(reason, why, taken)
}
