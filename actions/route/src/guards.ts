// Why nothing happens, whatever the environment: default denials, and events that are not about a deployment. Pure.

import { EVENTS } from '../../../kit/events/event-rules.ts'
import { isQueueBranch, type Subject } from '../../../kit/events/subject.ts'
import type { Route } from './compile-routes.ts'
import type { EvaluatedRoute } from './decision.ts'
import { takesEvent } from './match-route.ts'
import type { Reason } from './reasons.ts'

type Guard = {
  readonly reason: 'fork' | 'dependabot' | 'merge-queue'
  readonly detail: string
  readonly concerns: (subject: Subject) => boolean
  readonly allows: (route: Route) => boolean
}

const GUARDS: readonly Guard[] = [
  {
    reason: 'fork',
    detail: 'it comes from a fork, and no matching route allows forks',
    concerns: ({ fork = false }) => fork,
    allows: ({ forks }) => forks,
  },
  {
    reason: 'dependabot',
    detail:
      'Dependabot started it, so that it has no secrets and a read-only token, and no matching route allows Dependabot',
    concerns: ({ dependabot = false }) => dependabot,
    allows: ({ dependabot }) => dependabot,
  },
  {
    reason: 'merge-queue',
    detail: 'it is about a temporary branch of a merge queue, which no matching route names',
    concerns: ({ filtered }) => isQueueBranch(filtered),
    allows: ({ namesQueue }) => namesQueue,
  },
]

/** Returns why nothing happens; undefined if the routes decide. */
export function denial(
  subject: Subject,
  routes: readonly EvaluatedRoute[],
): { reason: Reason; detail: string } | undefined {
  const { event, refusal } = subject
  const rule = Object.hasOwn(EVENTS, event) ? EVENTS[event] : undefined
  if (!rule) return { reason: 'unsupported-event', detail: 'this event does not deploy' }
  if (refusal?.reason === 'incomplete-event') return refusal
  const naming = routes.filter((route) => takesEvent(route, event))
  if (rule.privileged && naming.length === 0) {
    return {
      reason: 'privileged-event',
      detail: `no route names ${event}, which is denied unless a route does`,
    }
  }
  const isTaken = routes.some(({ verdict }) => TAKEN.includes(verdict.reason))
  for (const { reason, detail, concerns, allows } of isTaken ? [] : GUARDS) {
    const isDenied = routes.some(({ verdict }) => verdict.reason === reason)
    if (concerns(subject) && (isDenied || !naming.some(allows))) return { reason, detail }
  }
  if (refusal) return refusal
  if (isTaken || !subject.gone) return undefined
  return { reason: subject.gone, detail: 'no route would have deployed it' }
}

const TAKEN = ['match', 'undecided', 'withdrawn']
