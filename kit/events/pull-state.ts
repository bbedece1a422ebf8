// The labels and the draft state of a pull request, before and after an event. Source: GitHub's page "Webhook events and payloads",
// pull_request. Payloads of `unlabeled` have been seen with the removed label still in the list, so the activity decides.

import { at, type Payload, textAt } from './payload.ts'
import type { PullState, Subject } from './subject.ts'

/** Returns the state after the event, and the one before it if the event changed it. */
export function pullStates(payload: Payload): Pick<Subject, 'pull' | 'pullBefore'> {
  const pull = at(payload, 'pull_request')
  const labels = at(pull, 'labels')
  const names = Array.isArray(labels) ? labels.map((label) => textAt(label, 'name')) : []
  const state = { labels: names.filter(Boolean), draft: at(pull, 'draft') === true }
  const changed = textAt(payload, 'label', 'name')
  const others = state.labels.filter((name) => !isSameLabel(name, changed))
  const [without, withIt] = [others, [...others, changed]].map((labels) => ({ ...state, labels }))
  const [ready, draft] = [false, true].map((draft): PullState => ({ ...state, draft }))
  const states: Readonly<Record<string, readonly (PullState | undefined)[]>> = {
    ...(changed === '' ? {} : { labeled: [without, withIt], unlabeled: [withIt, without] }),
    converted_to_draft: [ready, draft],
    ready_for_review: [draft, ready],
  }
  const activity = textAt(payload, 'action')
  const [before, after] = Object.hasOwn(states, activity) ? (states[activity] ?? []) : []
  return { pull: after ?? state, ...(before ? { pullBefore: before } : {}) }
}

/** GitHub ignores the case of labels. */
export function isSameLabel(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
