// Looking at both apps: what runs in the one, and what the other has.

import { UserError } from '../../../kit/action/user-error.ts'
import { type AppFacts, exists, factsOf, noApp } from '../../../kit/dokku/app.ts'
import type { Server } from '../../../kit/dokku/ports.ts'
import { quote } from '../../../kit/text/escape.ts'
import type { PromoteInputs } from './inputs.ts'
import { doubtOf } from './latest-image.ts'
import type { Found } from './method.ts'
import { runningCommit } from './running-commit.ts'

export type Looked = {
  readonly from: AppFacts
  readonly to: AppFacts
  /** What the branch of `to` has; empty for nothing. */
  readonly tip: string
  /** The commit that runs in `to`; empty where an image does, and where it is not known. */
  readonly kept: string
  readonly found: Found
  /** The commit that runs in `from`, as it was pushed and as it was in the checkout; empty where it is not known. */
  readonly pushed: string
  readonly sha: string
}

/** Asks for everything. Throws a UserError for an app that there is not, and for a `from` that can't be promoted now. */
export async function look(
  { from: fromName, to: toName, 'expect-sha': expected }: PromoteInputs,
  { dokku, repository }: Server,
): Promise<Looked> {
  // Before git asks for anything: what it asks for, it makes.
  for (const name of [fromName, toName])
    if (!(await exists(dokku, name))) throw await noApp(dokku, name)
  const [from, to, fromHeads, toHeads] = await Promise.all([
    factsOf(dokku, fromName),
    factsOf(dokku, toName),
    repository.heads(fromName),
    repository.heads(toName),
  ])
  if (from.locked)
    throw new UserError(
      'from-busy',
      `${quote(fromName)} is being deployed, or locked; what runs there may change`,
    )
  const tip = toHeads.get(to.branch) ?? ''
  const kept = await runningCommit(repository, toName, to, tip)
  const head = fromHeads.get(from.branch) ?? ''
  const running = await runningCommit(repository, fromName, from, head)
  const pushed = from.source?.kind === 'git-push' ? from.source.what : running
  const commit = pushed === head ? pushed : ''
  const sha = commit === '' ? pushed : await sourceOf(fromName, from.branch, commit, repository)
  assertExpected(expected, fromName, [sha, pushed])
  const takesImages = dokku.has('git:from-image')
  const doubt = takesImages ? await doubtOf(dokku, fromName, from.containers) : undefined
  // What a failed deployment left is not what runs.
  const containers = from.containers.filter(
    ({ upcoming, state }) => !upcoming && state === 'running',
  )
  const found = { containers, source: from.source, commit, takesImages, doubt }
  return { from, to, tip, kept, found, pushed, sha }
}

/** The commit of the checkout that a pushed commit was made of. */
async function sourceOf(
  app: string,
  branch: string,
  commit: string,
  { git, fetch }: Server['repository'],
): Promise<string> {
  await fetch(app, branch)
  const message = await git.ask(['show', '--no-patch', '--format=%B', commit])
  return /^Source-Commit: ([0-9a-f]{40})$/m.exec(message)?.[1] ?? commit
}

function assertExpected(expected: string, app: string, shas: readonly string[]): void {
  if (expected === '' || shas.some((sha) => sha.startsWith(expected))) return
  const runs = shas[0] === '' ? 'a commit that the server does not know' : quote(shas[0] ?? '')
  throw new UserError('unexpected-sha', `${quote(app)} runs ${runs}, and not ${quote(expected)}`)
}
