// The rules of all events, one row each: the ref, the filters and the guards. Add a new event
// here. Facts: GitHub's pages "Events that trigger workflows" and "Webhook events and payloads".

import {
  chosenRef,
  comment,
  creation,
  deletion,
  deployment,
  deploymentStatus,
  type EventSubject,
  mergeGroup,
  otherEvent,
  push,
  release,
  repositoryDispatch,
  schedule,
  workflowRun,
} from './event-subjects.ts'
import { textAt } from './payload.ts'
import { pullRequest } from './pull-request.ts'
import type { Run, Subject } from './subject.ts'

export type Filter = 'branches' | 'tags' | 'types' | 'cron' | 'labels'

export type EventRule = {
  readonly read: (run: Run) => EventSubject
  /** The filters that a route may put on this event. */
  readonly filters: readonly Filter[]
  /** The activities for which GitHub starts workflows; absent if the sender chooses them. */
  readonly types?: readonly string[]
  /** It runs with the repository's permissions on content that outsiders may have sent. */
  readonly privileged?: boolean
  /** It can come from a fork. */
  readonly fromForks?: boolean
  /** GitHub gives it no secrets and a read-only token if Dependabot started it ("Dependabot on GitHub Actions"). */
  readonly restrictsDependabot?: boolean
}

const words = (text: string): readonly string[] => text.split(/\s+/)

const CHANGES = words('created edited deleted')
const PULL_REQUEST_TYPES = words(
  `assigned unassigned labeled unlabeled opened edited closed reopened synchronize converted_to_draft locked unlocked
   enqueued dequeued milestoned demilestoned ready_for_review review_requested review_request_removed
   auto_merge_enabled auto_merge_disabled stacked`,
)

const pullRequestRule = (types: readonly string[]): EventRule => ({
  read: pullRequest,
  filters: ['branches', 'types', 'labels'],
  types,
  fromForks: true,
  restrictsDependabot: true,
})
const otherRule = (types?: readonly string[]): EventRule =>
  types ? { read: otherEvent, filters: ['types'], types } : { read: otherEvent, filters: [] }

/** Every event that starts workflows (workflow_call is not one: a called workflow sees its caller's event). */
export const EVENTS: Readonly<Record<string, EventRule>> = {
  push: { read: push, filters: ['branches', 'tags'], restrictsDependabot: true },
  delete: { read: deletion, filters: ['branches', 'tags'] },
  create: { read: creation, filters: ['branches', 'tags'], restrictsDependabot: true },
  workflow_dispatch: { read: chosenRef, filters: ['branches', 'tags'] },
  pull_request: pullRequestRule(PULL_REQUEST_TYPES),
  // Dependabot's runs of this event keep their secrets.
  pull_request_target: {
    ...pullRequestRule(PULL_REQUEST_TYPES),
    privileged: true,
    restrictsDependabot: false,
  },
  pull_request_review: pullRequestRule(words('submitted edited dismissed')),
  pull_request_review_comment: pullRequestRule(CHANGES),
  workflow_run: {
    read: workflowRun,
    filters: ['branches', 'types'],
    types: words('requested completed in_progress'),
    fromForks: true,
  },
  merge_group: {
    read: mergeGroup,
    filters: ['branches', 'types'],
    types: ['checks_requested'],
    privileged: true,
  },
  release: {
    read: release,
    filters: ['tags', 'types'],
    types: words('published unpublished created edited deleted prereleased released'),
  },
  schedule: { read: schedule, filters: ['cron'] },
  repository_dispatch: { read: repositoryDispatch, filters: ['types'] },
  deployment: { read: deployment, filters: ['branches', 'tags'], restrictsDependabot: true },
  deployment_status: {
    read: deploymentStatus,
    filters: ['branches', 'tags'],
    restrictsDependabot: true,
  },
  issue_comment: { read: comment, filters: ['types'], types: CHANGES, privileged: true },
  branch_protection_rule: otherRule(CHANGES),
  check_run: otherRule(words('completed created rerequested requested_action')),
  check_suite: otherRule(['completed']),
  discussion: otherRule(
    words(
      `created edited deleted transferred pinned unpinned labeled unlabeled locked unlocked category_changed answered
       unanswered`,
    ),
  ),
  discussion_comment: otherRule(CHANGES),
  fork: otherRule(),
  gollum: otherRule(),
  image_version: otherRule(words('created ready deleted')),
  issues: otherRule(
    words(
      `opened edited deleted transferred pinned unpinned closed reopened assigned unassigned labeled unlabeled locked
       unlocked milestoned demilestoned field_added field_removed typed untyped`,
    ),
  ),
  label: otherRule(CHANGES),
  milestone: otherRule(words('created closed opened edited deleted')),
  page_build: otherRule(),
  project: otherRule(words('created closed reopened edited deleted')),
  project_card: otherRule(words('created moved converted edited deleted')),
  project_column: otherRule(words('created updated moved deleted')),
  public: otherRule(),
  registry_package: otherRule(words('published updated')),
  status: otherRule(),
  watch: otherRule(['started']),
}

/** Returns the subject of a run. An unknown event, or one that does not start workflows, has no ref. */
export function subjectOf(run: Run): Subject {
  const rule = Object.hasOwn(EVENTS, run.event) ? EVENTS[run.event] : undefined
  return {
    event: run.event,
    activity: textAt(run.payload, 'action'),
    dependabot: rule?.restrictsDependabot === true && starter(run) === 'dependabot[bot]',
    ...(rule?.read ?? otherEvent)(run),
  }
}

/** Returns who started a run. GITHUB_ACTOR decides: a re-run keeps the permissions of the first actor, whoever asks for it. */
const starter = ({ actor = '', payload }: Run): string =>
  actor || textAt(payload, 'sender', 'login')
