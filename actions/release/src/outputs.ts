// The outputs of release: what is known of the release, also of one that failed.

import type { RefUpdate } from '../../../kit/git/push-result.ts'
import type { PlannedMerge } from './finish/finish-plan.ts'

export const OUTPUTS = [
  ...(['version', 'tag', 'branch', 'sha', 'previous-tag', 'changed', 'reason', 'pushed'] as const),
  ...(['same-tree', 'conflicts', 'notes', 'pull-requests', 'release-id', 'release-url'] as const),
  'plan',
] as const

export type Outputs = Readonly<Record<(typeof OUTPUTS)[number], string>>

/** What is known so far. It is written as outputs even if the run fails. */
export type Known = {
  version: string
  tag: string
  branch: string
  sha: string
  previousTag: string
  pushed: readonly RefUpdate[]
  sameTree: boolean | undefined
  /** The tagged files that are not those of the release branch. */
  otherFiles: readonly string[]
  /** Files that can't be merged, by branch. */
  conflicts: ReadonlyMap<string, readonly string[]>
  notes: string
  pullRequests: readonly string[]
  releaseId: string
  releaseUrl: string
  /** The merges of `finish`. */
  merges: readonly PlannedMerge[]
  /** What was planned. */
  plan: Readonly<Record<string, unknown>>
  /** Something was written that is not a ref: a pull request, a GitHub Release. */
  wroteMore: boolean
}

export const nothingKnown = (): Known => ({
  version: '',
  tag: '',
  branch: '',
  sha: '',
  previousTag: '',
  pushed: [],
  sameTree: undefined,
  otherFiles: [],
  conflicts: new Map(),
  notes: '',
  pullRequests: [],
  releaseId: '',
  releaseUrl: '',
  merges: [],
  plan: {},
  wroteMore: false,
})

/** Returns whether something was written. */
export const isChanged = ({ pushed, wroteMore }: Known): boolean => pushed.length > 0 || wroteMore

/** Returns every output but `reason`. */
export function outputsOf(known: Known): Omit<Outputs, 'reason'> {
  return {
    version: known.version,
    tag: known.tag,
    branch: known.branch,
    sha: known.sha,
    'previous-tag': known.previousTag,
    changed: String(isChanged(known)),
    pushed: JSON.stringify(known.pushed.map(({ ref, from, to }) => ({ ref, from, to }))),
    'same-tree': known.sameTree === undefined ? '' : String(known.sameTree),
    conflicts: [...known.conflicts]
      .flatMap(([branch, paths]) => paths.map((path) => `${branch}: ${path}`))
      .join('\n'),
    notes: known.notes,
    'pull-requests': known.pullRequests.join('\n'),
    'release-id': known.releaseId,
    'release-url': known.releaseUrl,
    plan: JSON.stringify({ schema: 1, ...known.plan }),
  }
}
