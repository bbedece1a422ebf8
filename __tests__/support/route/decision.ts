import { compile } from '../../../actions/route/src/compile-routes.ts'
import type { Plan } from '../../../actions/route/src/decision.ts'
import { type Facts, NO_FACTS } from '../../../actions/route/src/facts.ts'
import { plan } from '../../../actions/route/src/plan.ts'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'
import { subjectOf } from '../../../kit/events/event-rules.ts'

export const SHA = 'a'.repeat(40)
export const ZERO = '0'.repeat(40)
export const repo = { full_name: 'acme/shop' }

export type Sent = {
  readonly event: string
  readonly payload?: object
  readonly ref?: string
  readonly sha?: string
  readonly actor?: string
  readonly chosen?: string
}

/** Returns what inline routes decide, or ask. */
export function planned(
  routes: string,
  { event, payload = {}, ref = '', sha = SHA, actor = '', chosen = '' }: Sent,
  facts: Facts = NO_FACTS,
): ReturnType<typeof plan> {
  const subject = subjectOf({ event, ref, sha, actor, payload: { ...payload } })
  return plan(subject, compile(readTowpath(inputSource('routes', routes))), chosen, facts)
}

/** Returns the decision of inline routes. */
export function decide(routes: string, sent: Sent, facts: Facts = NO_FACTS): Plan {
  const decided = planned(routes, sent, facts)
  if ('refused' in decided) throw new Error(decided.refused)
  if ('asks' in decided) throw new Error(decided.asks)
  return decided
}

export const names = ({ targets }: Plan): string[] => targets.map(({ environment }) => environment)

/** Returns the action, the reason and the environments. */
export const summaryOf = (decided: Plan) => [decided.action, decided.reason, names(decided)]

/** Returns the payload of an event of pull request 7. */
export const pull = (action: string, more: object = {}, head: object | null = repo) => ({
  action,
  number: 7,
  repository: repo,
  pull_request: {
    number: 7,
    head: { ref: 'feature', sha: SHA, repo: head },
    base: { ref: 'develop', repo },
    ...more,
  },
})
