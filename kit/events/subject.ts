// The subject of a run, whatever event started it. GITHUB_REF does not suffice: for many events it is another ref.

import type { Payload } from './payload.ts'

export type RefType = 'branch' | 'tag' | 'pull-request' | 'none'

/** A branch or a tag by its name, without `refs/heads/` or `refs/tags/`. */
export type Ref = { readonly type: 'branch' | 'tag'; readonly name: string }

/** Why a subject is never deployed, whatever the routes say. */
export type Refusal = {
  readonly reason: 'incomplete-event' | 'run-not-successful' | 'deployment-inactive'
  readonly detail: string
}

export type PullState = { readonly labels: readonly string[]; readonly draft: boolean }

export type Subject = {
  /** The event's name, such as `push`. */
  readonly event: string
  /** The payload's `action`, such as `opened`, or empty. */
  readonly activity: string
  readonly refType: RefType
  /** The name of the branch or tag, for a pull request of the head branch; empty if there is none. */
  readonly name: string
  /** The commit to build, or empty. */
  readonly sha: string
  /** The full refs that `sha` is the tip of, or was when the run started; a `*` stands for any number. */
  readonly tipOf?: readonly string[]
  /** The pull request's number. */
  readonly number?: number
  /** The ref to which branch and tag filters apply: the base of a pull request, the ref of a push. */
  readonly filtered?: Ref | 'unknown'
  /** The branch or tag to name an image after, if it is not `name`. */
  readonly imageRef?: string
  /** The commit's date as the payload has it (RFC 3339), or empty. */
  readonly created?: string
  /** It comes from another repository, possibly a deleted one. */
  readonly fork?: boolean
  /** Dependabot started it: GitHub gives it no secrets and a read-only token. */
  readonly dependabot?: boolean
  /** The labels and the draft state of a pull request. */
  readonly pull?: PullState
  /** The same before this event, if it changed them. */
  readonly pullBefore?: PullState
  /** The commit that a deleted ref was on. */
  readonly formerSha?: string
  /** The ref is deleted, or the pull request is closed. */
  readonly gone?: 'ref-deleted' | 'pull-request-closed'
  readonly refusal?: Refusal
  /** The cron expression of a schedule. */
  readonly cron?: string
  /** The environment that a deployment was made for. */
  readonly environment?: string
}

/** The run as the runner's variables describe it. */
export type Run = {
  /** GITHUB_EVENT_NAME */
  readonly event: string
  /** GITHUB_REF */
  readonly ref: string
  /** GITHUB_SHA */
  readonly sha: string
  readonly payload: Payload
  /** GITHUB_ACTOR: who started the run; for a re-run, who started it first, whose permissions it keeps. */
  readonly actor?: string
}

const PREFIXES = { 'refs/heads/': 'branch', 'refs/tags/': 'tag' } as const

/** Parses a full ref; undefined for anything but a branch or tag (`refs/pull/7/merge`), and for an empty name. */
export function parseRef(ref: string): Ref | undefined {
  for (const [prefix, type] of Object.entries(PREFIXES)) {
    if (ref.startsWith(prefix) && ref.length > prefix.length)
      return { type, name: ref.slice(prefix.length) }
  }
  return undefined
}

/** Returns the full name of a branch or tag. */
export const fullRef = ({ type, name }: Ref): string =>
  `${type === 'tag' ? 'refs/tags/' : 'refs/heads/'}${name}`

/** Merge queues push the merges that they test to branches below this prefix (GitHub's page "Managing a merge queue"). */
export const QUEUE_PREFIX = 'gh-readonly-queue'

/** Returns whether a ref is a temporary branch of a merge queue. */
export function isQueueBranch(ref: Subject['filtered']): boolean {
  return (
    ref !== undefined &&
    ref !== 'unknown' &&
    ref.type === 'branch' &&
    ref.name.startsWith(`${QUEUE_PREFIX}/`)
  )
}
