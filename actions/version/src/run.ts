// Gathers the facts, plans, stamps files, and sets the outputs.

import type { Runner } from '../../../kit/action/runner.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import type { Run } from '../../../kit/events/subject.ts'
import type { CheckoutRemote } from '../../../kit/git/checkout-remote.ts'
import type { Git } from '../../../kit/git/git.ts'
import { once } from '../../../kit/process/once.ts'
import type { stampFiles } from '../../../kit/version-files/stamp-files.ts'
import { baseOf } from '../../../kit/version-history/next-base.ts'
import { type Branches, exactBranches, repairedBranches } from './current-branch.ts'
import { type Head, readHead } from './head.ts'
import {
  type Clone,
  completeHistory,
  fetchedHistory,
  type History,
  keptHistory,
} from './history.ts'
import type { HistoryFacts } from './history-facts.ts'
import type { VersionInputs } from './inputs.ts'
import { exactNearest, localTags } from './local-nearest-tag.ts'
import { outputsOf } from './outputs.ts'
import { plan } from './plan.ts'
import { report } from './report.ts'
import { spellings } from './stamp-values.ts'

export type Ports = {
  readonly runner: Runner
  /** The folder of the checkout. */
  readonly folder: string
  /** git in that folder. */
  readonly git: Git
  /** Returns the remote of the checkout; undefined if it has none. */
  readonly remote: () => Promise<CheckoutRemote | undefined>
  /** The event that started the run. */
  readonly event: () => Run
  readonly now: () => Date
  /** Writes a version into files below a folder: all or none. */
  readonly stamp: typeof stampFiles
}

/** Computes the version. Throws a UserError if there is none; no file is changed then. */
export async function run(inputs: VersionInputs, ports: Ports): Promise<void> {
  const { runner, git, folder } = ports
  const prefix = inputs['tag-prefix']
  // Started before HEAD is read, whose errors are reported first.
  const tags = once(() => begun(localTags(git)))
  if (inputs.versioneer === 'repaired') void tags()
  const described = inputs.versioneer === 'exact' ? begun(exactNearest(git, prefix)) : undefined
  const head = await readHead(git, folder, inputs.dirty !== 'ignore')
  const needsNext = inputs.next !== 'none'
  const needsRemote = inputs.history === 'fetch' && (head.shallow || needsNext)
  const remote = needsRemote ? await ports.remote() : undefined
  try {
    const [branches, history] = await Promise.all([
      branchesOf(git, head, ports.event, inputs),
      historyOf(inputs, { git, folder, head, tags, described, needsNext }, remote, runner),
    ])
    const facts: HistoryFacts = {
      short: head.sha.slice(0, 7),
      ...history.nearestTag,
      ...branches,
      sha: head.sha,
      date: head.date,
      changed: head.changed,
      tags: history.tags,
      selection: history.selection,
      base: await baseOf(history, inputs),
      now: ports.now(),
      fetched: remote?.fetched() ?? 0,
    }
    const planned = plan(inputs, facts)
    if ('problem' in planned) throw new UserError(planned.reason, planned.problem)
    const warn = (message: string): void => runner.annotate('warning', message)
    const stamped =
      inputs.stamp.length === 0
        ? []
        : ports.stamp(folder, inputs.stamp, spellings(planned, facts), warn)
    report(runner, prefix, facts, planned, stamped)
    runner.outputs(outputsOf(planned, stamped))
  } finally {
    remote?.[Symbol.dispose]()
  }
}

/** Delays the failure of a promise until it is awaited. */
function begun<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}

async function branchesOf(
  git: Git,
  head: Head,
  event: Ports['event'],
  inputs: Pick<VersionInputs, 'versioneer' | 'style' | 'default-branch'>,
): Promise<Branches> {
  if (inputs.versioneer === 'exact') return exactBranches(git, head, inputs.style)
  return repairedBranches(git, head, event(), inputs)
}

async function historyOf(
  inputs: Pick<VersionInputs, 'tag-prefix' | 'history'>,
  clone: Clone,
  remote: CheckoutRemote | undefined,
  runner: Runner,
): Promise<History> {
  const prefix = inputs['tag-prefix']
  if (!clone.head.shallow) return completeHistory(clone, prefix, remote)
  if (inputs.history === 'local') return keptHistory(clone, prefix)
  try {
    if (!remote) {
      const message =
        'The clone is shallow and has no remote to fetch the rest from; check out with "fetch-depth: 0"'
      throw new UserError('no-remote', message)
    }
    return await fetchedHistory(clone, prefix, remote)
  } catch (error) {
    const isUnreachable =
      error instanceof UserError && /^(?:no-remote|remote-un)/.test(error.reason)
    const onTag = isUnreachable && !clone.needsNext ? await onHead(clone, prefix) : undefined
    if (!onTag) throw error
    runner.annotate(
      'warning',
      `${(error as UserError).message}\nThe clone has the tag of the commit, so the version needs nothing else; "moves" considers only the tags in the clone`,
    )
    return onTag
  }
}

/** Returns the history if HEAD has a tag in the clone: nothing else is needed then. */
async function onHead(clone: Clone, prefix: string): Promise<History | undefined> {
  try {
    const history = await keptHistory(clone, prefix)
    return history.nearestTag.distance === 0 && history.nearestTag.tag !== '' ? history : undefined
  } catch {
    return undefined
  }
}
