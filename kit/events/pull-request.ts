// What an event of a pull request is about: its head, its base, its labels and draft state before and after the event. Source: GitHub's
// page "Webhook events and payloads", pull_request.

import { type EventSubject, incomplete } from './event-subjects.ts'
import { at, commitAt, numberAt, type Payload, textAt } from './payload.ts'
import { fullRef, type PullState, type Run, type Subject } from './subject.ts'

export function pullRequest({ event, payload }: Run): EventSubject {
  const pull = at(payload, 'pull_request')
  const name = textAt(pull, 'head', 'ref')
  const base = textAt(pull, 'base', 'ref')
  if (!name || !base) return incomplete(event, '"pull_request" with head and base')
  const number = numberAt(pull, 'number') ?? numberAt(payload, 'number')
  const repository =
    textAt(pull, 'base', 'repo', 'full_name') || textAt(payload, 'repository', 'full_name')
  // By name: `head.repo.fork` is also true for a pull request inside a forked repository; `head.repo` is null if the
  // fork was deleted.
  const fork = repository === '' || textAt(pull, 'head', 'repo', 'full_name') !== repository
  return {
    refType: 'pull-request',
    name,
    // The head; GITHUB_SHA is the test merge commit.
    sha: commitAt(pull, 'head', 'sha'),
    filtered: { type: 'branch', name: base },
    fork,
    // The branch of a fork is in another repository; this one has a ref for the pull request's head.
    tipOf: fork ? [`refs/pull/${number ?? '*'}/head`] : [fullRef({ type: 'branch', name })],
    ...(number === undefined ? {} : { number }),
    ...pullStates(payload),
    // Closed pull requests have other activities too, such as labels.
    ...(textAt(payload, 'action') === 'closed' || textAt(pull, 'state') === 'closed'
      ? { gone: 'pull-request-closed' }
      : {}),
  }
}

/**
 * Returns the state after the event, and the one before it if the event changed it. Payloads of `unlabeled` have been seen with the
 * removed label still in the list, so the activity decides.
 */
function pullStates(payload: Payload): Pick<Subject, 'pull' | 'pullBefore'> {
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
