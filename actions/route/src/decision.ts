// The decision as data.

import type { Subject } from '../../../kit/events/subject.ts'
import { slug } from '../../../kit/text/slug.ts'
import type { Route } from './compile-routes.ts'
import type { Verdict } from './match-route.ts'
import type { Reason } from './reasons.ts'
import type { NoValue, Target } from './targets.ts'

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

/** Makes the plan to do nothing. */
export type None = (reason: Reason, detail: string, taken?: readonly number[]) => Plan

/** Returns how to make the plan to do nothing for a subject. */
export function noneFor(subject: Subject, routes: readonly EvaluatedRoute[]): None {
  return (reason, detail, taken = []) => {
    const base = { subject, slug: slug(subject.name), targets: [], routes, taken }
    return { action: 'none', reason, detail, ...base }
  }
}
