// The conditions of a route on the labels and the draft state of a pull request. Pure.

import { isSameLabel } from '../../../kit/events/pull-request.ts'
import type { PullState } from '../../../kit/events/subject.ts'
import { list } from '../../../kit/text/escape.ts'
import type { Route } from './compile-routes.ts'

type Unmet = { readonly reason: 'labels' | 'draft'; readonly detail: string }

/** Returns the condition that a pull request in some state does not meet. */
export function unmet({ labels, drafts }: Route, state: PullState): Unmet | undefined {
  const isLabelled = state.labels.some((one) => labels?.some((other) => isSameLabel(one, other)))
  if (labels && !isLabelled) {
    const wanted =
      labels.length > 1 ? `none of the labels ${list(labels)}` : `no label ${list(labels)}`
    return { reason: 'labels', detail: `the pull request has ${wanted}` }
  }
  if (state.draft && !drafts) return { reason: 'draft', detail: 'the pull request is a draft' }
  return undefined
}
