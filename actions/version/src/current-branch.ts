// The current branch, and whether it is the default one.

import { subjectOf } from '../../../kit/events/event-rules.ts'
import { textAt } from '../../../kit/events/payload.ts'
import type { Run } from '../../../kit/events/subject.ts'
import type { Git } from '../../../kit/git/git.ts'
import { branchOfDetached, defaultBranch, type Head } from './head.ts'
import type { VersionInputs } from './inputs.ts'
import type { Style } from './versioneer-styles.ts'

export type Branches = {
  /** Empty if unknown. */
  readonly branch: string
  readonly onDefault: boolean
}

/**
 * Returns the branch as Versioneer sees it: the default one is called master, and only local ones count. If there is a tag `master`, git
 * calls the branch `heads/master`.
 */
export async function exactBranches(git: Git, { branch }: Head, style: Style): Promise<Branches> {
  if (branch !== '') {
    const matters = branch === 'master' && style.endsWith('-branch')
    const isTag =
      matters && (await git.run(['show-ref', '--verify', 'refs/tags/master'])).code === 0
    return { branch, onDefault: branch === 'master' && !isTag }
  }
  const guessed = await branchOfDetached(git, 'master')
  return { branch: guessed, onDefault: guessed === 'master' }
}

/** Returns the branch. For a detached HEAD the event has priority: a pull request is on its head branch, which is never the default one. */
export async function repairedBranches(
  git: Git,
  head: Head,
  event: Run,
  inputs: Pick<VersionInputs, 'default-branch' | 'style'>,
): Promise<Branches> {
  const subject = subjectOf(event)
  const isOfEvent = head.sha === event.sha || head.sha === subject.sha
  const isPull = subject.refType === 'pull-request'
  const named = isOfEvent && (isPull || subject.refType === 'branch') ? subject.name : ''
  // A fork may have branches of the same name.
  const isForeign = isOfEvent && (isPull || subject.fork === true)
  const known = head.branch || named
  // Otherwise git need not be run, which takes time.
  const isNeeded = known === '' || inputs.style.endsWith('-branch')
  const configured =
    inputs['default-branch'] || textAt(event.payload, 'repository', 'default_branch')
  const defaultName = configured || (isNeeded ? await defaultBranch(git) : '')
  const branch = known || (await branchOfDetached(git, defaultName))
  return { branch, onDefault: branch !== '' && branch === defaultName && !isForeign }
}
