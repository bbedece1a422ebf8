// The rule of every event, one row each: which ref it is about, what filters it, and what guards it. A new event's rule
// goes here. Facts: GitHub's pages "Events that trigger workflows" and "Webhook events and payloads".
import { at, commit, commitAt, numberAt, type Payload, textAt } from './payload.ts'
import { parseRef, type Ref, type Run, type Subject } from './subject.ts'

/** What an event says of its subject; its name and activity are added by `subjectOf`. */
type Reading = Omit<Subject, 'event' | 'activity'>

export type Filter = 'branches' | 'tags' | 'types' | 'cron'

export type EventRule = {
  readonly read: (run: Run) => Reading
  /** The filters that a route may put on this event. */
  readonly filters: readonly Filter[]
  /** The activities that GitHub starts workflows for; absent where the sender names his own. */
  readonly types?: readonly string[]
  /** It runs with the repository's own rights on something that others may have sent. */
  readonly privileged?: boolean
  /** It can come from a fork. */
  readonly fromForks?: boolean
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
  filters: ['branches', 'types'],
  types,
  fromForks: true,
})
const otherRule = (types?: readonly string[]): EventRule =>
  types ? { read: otherEvent, filters: ['types'], types } : { read: otherEvent, filters: [] }

/** Every event that starts workflows (workflow_call is not one: a called workflow sees its caller's event). */
export const EVENTS: Readonly<Record<string, EventRule>> = {
  push: { read: push, filters: ['branches', 'tags'] },
  delete: { read: deletion, filters: ['branches', 'tags'] },
  create: { read: creation, filters: ['branches', 'tags'] },
  workflow_dispatch: { read: chosenRef, filters: ['branches', 'tags'] },
  pull_request: pullRequestRule(PULL_REQUEST_TYPES),
  pull_request_target: { ...pullRequestRule(PULL_REQUEST_TYPES), privileged: true },
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
  deployment: { read: deployment, filters: ['branches', 'tags'] },
  deployment_status: { read: deploymentStatus, filters: ['branches', 'tags'] },
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

/** What this run is about. An event that starts no workflows, or is not known here, has no ref. */
export function subjectOf(run: Run): Subject {
  const rule = Object.hasOwn(EVENTS, run.event) ? EVENTS[run.event] : undefined
  return {
    event: run.event,
    activity: textAt(run.payload, 'action'),
    ...(rule?.read ?? otherEvent)(run),
  }
}

const NO_REF = { refType: 'none', name: '', sha: '' } as const

function incomplete(event: string, field: string): Reading {
  const detail = `the payload of ${event} has no ${field}`
  return { ...NO_REF, refusal: { reason: 'incomplete-event', detail } }
}

function push({ payload, ref: runRef, sha }: Run): Reading {
  const ref = parseRef(textAt(payload, 'ref') || runRef)
  if (!ref) return incomplete('push', 'branch or tag in "ref"')
  if (at(payload, 'deleted') === true || /^0+$/.test(textAt(payload, 'after'))) {
    return { ...deleted(ref), formerSha: commitAt(payload, 'before') }
  }
  // Of an annotated tag `after` is the tag object, never the commit.
  const after = ref.type === 'branch' ? commitAt(payload, 'after') : ''
  return {
    ...onRef(ref, commitAt(payload, 'head_commit', 'id') || commit(sha) || after),
    created: textAt(payload, 'head_commit', 'timestamp'),
  }
}

function onRef(ref: Ref, sha: string): Reading {
  return { refType: ref.type, name: ref.name, sha, filtered: ref }
}

function deleted(ref: Ref): Reading {
  return { ...onRef(ref, ''), gone: 'ref-deleted' }
}

/** `create` and `delete` name their ref without `refs/heads/` and say its type beside it. */
function unqualified(payload: Payload): Ref | undefined {
  const type = textAt(payload, 'ref_type')
  const name = textAt(payload, 'ref')
  return (type === 'branch' || type === 'tag') && name !== '' ? { type, name } : undefined
}

function deletion({ payload }: Run): Reading {
  const ref = unqualified(payload)
  return ref ? deleted(ref) : incomplete('delete', 'branch or tag in "ref" and "ref_type"')
}

function creation({ payload, sha }: Run): Reading {
  const ref = unqualified(payload)
  return ref
    ? onRef(ref, commit(sha))
    : incomplete('create', 'branch or tag in "ref" and "ref_type"')
}

function chosenRef({ payload, ref: runRef, sha }: Run): Reading {
  const ref = parseRef(textAt(payload, 'ref')) ?? parseRef(runRef)
  return ref ? onRef(ref, commit(sha)) : incomplete('workflow_dispatch', 'branch or tag in "ref"')
}

function pullRequest({ event, payload }: Run): Reading {
  const pull = at(payload, 'pull_request')
  const name = textAt(pull, 'head', 'ref')
  const base = textAt(pull, 'base', 'ref')
  if (!name || !base) return incomplete(event, '"pull_request" with head and base')
  const number = numberAt(pull, 'number') ?? numberAt(payload, 'number')
  const home =
    textAt(pull, 'base', 'repo', 'full_name') || textAt(payload, 'repository', 'full_name')
  return {
    refType: 'pull-request',
    name,
    // The head, never the test merge commit that GITHUB_SHA is.
    sha: commitAt(pull, 'head', 'sha'),
    filtered: { type: 'branch', name: base },
    // By name: `head.repo.fork` is also true for a pull request inside a forked repository; `head.repo` is null when the
    // fork was deleted.
    fork: home === '' || textAt(pull, 'head', 'repo', 'full_name') !== home,
    ...(number === undefined ? {} : { number }),
    // Other activities come for closed pull requests too, a label for instance.
    ...(textAt(payload, 'action') === 'closed' || textAt(pull, 'state') === 'closed'
      ? { gone: 'pull-request-closed' }
      : {}),
  }
}

function workflowRun({ payload }: Run): Reading {
  const of = at(payload, 'workflow_run')
  const name = textAt(of, 'head_branch')
  if (!name) return incomplete('workflow_run', '"workflow_run" with a head branch')
  const conclusion = textAt(of, 'conclusion')
  const home = textAt(payload, 'repository', 'full_name') || textAt(of, 'repository', 'full_name')
  const reading: Reading = {
    ...onRef({ type: 'branch', name }, commitAt(of, 'head_sha')),
    created: textAt(of, 'head_commit', 'timestamp'),
    fork: home === '' || textAt(of, 'head_repository', 'full_name') !== home,
  }
  if (conclusion === 'success') return reading
  const detail = `the run that it follows ${conclusion ? `ended with ${conclusion}` : 'has not ended'}`
  return { ...reading, refusal: { reason: 'run-not-successful', detail } }
}

function mergeGroup({ payload }: Run): Reading {
  const group = at(payload, 'merge_group')
  const base = parseRef(textAt(group, 'base_ref'))
  if (!base) return incomplete('merge_group', '"merge_group" with a base branch')
  const queued = textAt(group, 'head_ref')
  // refs/heads/gh-readonly-queue/<base>/pr-<number>-<sha>: good for naming, proof of nothing.
  const number = Number(/\/pr-(\d{1,15})-[0-9a-f]+$/.exec(queued)?.[1])
  return {
    ...onRef(base, commitAt(group, 'head_sha')),
    // An image of a queued merge must not take the tag of the branch that it may never reach.
    imageRef: parseRef(queued)?.name ?? '',
    created: textAt(group, 'head_commit', 'timestamp'),
    ...(number > 0 ? { number } : {}),
  }
}

function release({ payload, sha }: Run): Reading {
  const name = textAt(payload, 'release', 'tag_name')
  return name
    ? onRef({ type: 'tag', name }, commit(sha))
    : incomplete('release', 'tag in "release"')
}

function schedule({ payload, ref, sha }: Run): Reading {
  return { ...defaultBranch(payload, ref, sha), cron: textAt(payload, 'schedule') }
}

function repositoryDispatch({ payload, ref, sha }: Run): Reading {
  return defaultBranch(payload, ref, sha)
}

/** Runs of these events are about no ref; they happen on the default branch, which no filter tests. */
function defaultBranch(payload: Payload, ref: string, sha: string): Reading {
  const name = textAt(payload, 'repository', 'default_branch') || (parseRef(ref)?.name ?? '')
  return name ? { refType: 'branch', name, sha: commit(sha) } : { ...NO_REF, sha: commit(sha) }
}

function deployment({ event, payload, ref }: Run): Reading {
  const of = at(payload, 'deployment')
  const environment = textAt(of, 'environment')
  if (!environment) return incomplete(event, '"deployment" with an environment')
  const on = parseRef(ref)
  // GITHUB_REF is empty when the deployment was created from a commit; no filter of names takes that.
  const where: Reading = on ? onRef(on, '') : { ...NO_REF, filtered: 'unknown' }
  return { ...where, sha: commitAt(of, 'sha'), environment }
}

function deploymentStatus(run: Run): Reading {
  const reading = deployment(run)
  if (reading.refusal || textAt(run.payload, 'deployment_status', 'state') !== 'inactive')
    return reading
  const detail = 'the deployment became inactive'
  return { ...reading, refusal: { reason: 'deployment-inactive', detail } }
}

function comment({ payload, sha }: Run): Reading {
  const onPull = textAt(payload, 'issue', 'pull_request', 'url') !== ''
  const number = onPull ? numberAt(payload, 'issue', 'number') : undefined
  return { ...NO_REF, sha: commit(sha), ...(number === undefined ? {} : { number }) }
}

function otherEvent({ sha }: Run): Reading {
  return { ...NO_REF, sha: commit(sha) }
}
