// Reads the ref, commit and pull request of each event. Sources: GitHub's pages "Events that trigger workflows" and
// "Webhook events and payloads".

import { at, commit, commitAt, numberAt, type Payload, textAt } from './payload.ts'
import { fullRef, parseRef, type Ref, type Run, type Subject } from './subject.ts'

/** The subject in an event; `subjectOf` adds the event's name and activity. */
export type EventSubject = Omit<Subject, 'event' | 'activity' | 'dependabot'>

const NO_REF = { refType: 'none', name: '', sha: '' } as const

/** Returns the subject of a payload that lacks a field. */
export function incomplete(event: string, field: string): EventSubject {
  const detail = `the payload of ${event} has no ${field}`
  return { ...NO_REF, refusal: { reason: 'incomplete-event', detail } }
}

export function push({ payload, ref: runRef, sha }: Run): EventSubject {
  const ref = parseRef(textAt(payload, 'ref') || runRef)
  if (!ref) return incomplete('push', 'branch or tag in "ref"')
  if (at(payload, 'deleted') === true || /^0+$/.test(textAt(payload, 'after'))) {
    return { ...deleted(ref), formerSha: commitAt(payload, 'before') }
  }
  // For an annotated tag, `after` is the tag object, not the commit.
  const after = ref.type === 'branch' ? commitAt(payload, 'after') : ''
  return {
    ...onRef(ref, commitAt(payload, 'head_commit', 'id') || commit(sha) || after),
    created: textAt(payload, 'head_commit', 'timestamp'),
  }
}

function onRef(ref: Ref, sha: string): EventSubject {
  return { refType: ref.type, name: ref.name, sha, filtered: ref, tipOf: [fullRef(ref)] }
}

function deleted(ref: Ref): EventSubject {
  return { ...onRef(ref, ''), gone: 'ref-deleted' }
}

/** `create` and `delete` have the name without `refs/heads/`, and the type in a separate field. */
function unqualified(payload: Payload): Ref | undefined {
  const type = textAt(payload, 'ref_type')
  const name = textAt(payload, 'ref')
  return (type === 'branch' || type === 'tag') && name !== '' ? { type, name } : undefined
}

export function deletion({ payload }: Run): EventSubject {
  const ref = unqualified(payload)
  return ref ? deleted(ref) : incomplete('delete', 'branch or tag in "ref" and "ref_type"')
}

export function creation({ payload, sha }: Run): EventSubject {
  const ref = unqualified(payload)
  return ref
    ? onRef(ref, commit(sha))
    : incomplete('create', 'branch or tag in "ref" and "ref_type"')
}

export function chosenRef({ payload, ref: runRef, sha }: Run): EventSubject {
  const ref = parseRef(textAt(payload, 'ref')) ?? parseRef(runRef)
  return ref ? onRef(ref, commit(sha)) : incomplete('workflow_dispatch', 'branch or tag in "ref"')
}

export function workflowRun({ payload }: Run): EventSubject {
  const triggering = at(payload, 'workflow_run')
  const name = textAt(triggering, 'head_branch')
  if (!name) return incomplete('workflow_run', '"workflow_run" with a head branch')
  const conclusion = textAt(triggering, 'conclusion')
  const repository =
    textAt(payload, 'repository', 'full_name') || textAt(triggering, 'repository', 'full_name')
  const fork =
    repository === '' || textAt(triggering, 'head_repository', 'full_name') !== repository
  // The payload of a fork's run names no pull request, and that of a tag's run has its name as the branch.
  const tipOf = fork ? ['refs/pull/*/head'] : [`refs/heads/${name}`, `refs/tags/${name}`]
  const reading: EventSubject = {
    ...onRef({ type: 'branch', name }, commitAt(triggering, 'head_sha')),
    created: textAt(triggering, 'head_commit', 'timestamp'),
    tipOf,
    fork,
  }
  if (conclusion === 'success') return reading
  const detail = `the workflow run that triggered it ${conclusion ? `ended with ${conclusion}` : 'has not ended'}`
  return { ...reading, refusal: { reason: 'run-not-successful', detail } }
}

export function mergeGroup({ payload }: Run): EventSubject {
  const group = at(payload, 'merge_group')
  const base = parseRef(textAt(group, 'base_ref'))
  if (!base) return incomplete('merge_group', '"merge_group" with a base branch')
  const queued = textAt(group, 'head_ref')
  const branch = parseRef(queued)
  // refs/heads/gh-readonly-queue/<base>/pr-<number>-<sha>: suitable as a name, but no proof.
  const number = Number(/\/pr-(\d{1,15})-[0-9a-f]+$/.exec(queued)?.[1])
  return {
    ...onRef(base, commitAt(group, 'head_sha')),
    // An image of a queued merge must not get the tag of a branch that it may never reach.
    imageRef: branch?.name ?? '',
    tipOf: branch ? [fullRef(branch)] : [],
    created: textAt(group, 'head_commit', 'timestamp'),
    ...(number > 0 ? { number } : {}),
  }
}

export function release({ payload, sha }: Run): EventSubject {
  const name = textAt(payload, 'release', 'tag_name')
  return name
    ? onRef({ type: 'tag', name }, commit(sha))
    : incomplete('release', 'tag in "release"')
}

export function schedule({ payload, ref, sha }: Run): EventSubject {
  return { ...defaultBranch(payload, ref, sha), cron: textAt(payload, 'schedule') }
}

export function repositoryDispatch({ payload, ref, sha }: Run): EventSubject {
  return defaultBranch(payload, ref, sha)
}

/** These events have no ref; they run on the default branch, to which filters don't apply. */
function defaultBranch(payload: Payload, ref: string, sha: string): EventSubject {
  const name = textAt(payload, 'repository', 'default_branch') || (parseRef(ref)?.name ?? '')
  if (!name) return { ...NO_REF, sha: commit(sha) }
  const tipOf = [fullRef({ type: 'branch', name })]
  return { refType: 'branch', name, sha: commit(sha), tipOf }
}

export function deployment({ event, payload, ref }: Run): EventSubject {
  const details = at(payload, 'deployment')
  const environment = textAt(details, 'environment')
  if (!environment) return incomplete(event, '"deployment" with an environment')
  const on = parseRef(ref)
  // GITHUB_REF is empty if the deployment was created from a commit; no name filter matches that.
  const where: EventSubject = on ? onRef(on, '') : { ...NO_REF, filtered: 'unknown' }
  return { ...where, sha: commitAt(details, 'sha'), environment }
}

export function deploymentStatus(run: Run): EventSubject {
  const reading = deployment(run)
  if (reading.refusal || textAt(run.payload, 'deployment_status', 'state') !== 'inactive')
    return reading
  const detail = 'the deployment became inactive'
  return { ...reading, refusal: { reason: 'deployment-inactive', detail } }
}

export function comment(run: Run): EventSubject {
  const { payload } = run
  const onPull = textAt(payload, 'issue', 'pull_request', 'url') !== ''
  const number = onPull ? numberAt(payload, 'issue', 'number') : undefined
  return { ...otherEvent(run), ...(number === undefined ? {} : { number }) }
}

/** It is about no branch or tag; the run's own is the default branch. */
export function otherEvent({ ref, sha }: Run): EventSubject {
  const branch = parseRef(ref)
  return { ...NO_REF, sha: commit(sha), tipOf: branch ? [fullRef(branch)] : [] }
}
