// Inspects both apps: what runs in `from`, and what `to` has.

import { UserError } from '../../../kit/action/user-error.ts'
import { appExists, appFacts, noAppError } from '../../../kit/dokku/app.ts'
import type { AppFacts } from '../../../kit/dokku/app-facts.ts'
import { mayBeDeploying } from '../../../kit/dokku/build-records.ts'
import type { Server } from '../../../kit/dokku/ports.ts'
import type { AppRepository } from '../../../kit/dokku/repository.ts'
import { quote } from '../../../kit/text/escape.ts'
import { imageMadeAt } from './build-records.ts'
import type { PromoteInputs } from './inputs.ts'
import { buildRecords, latestImageDoubt } from './latest-image.ts'
import type { MethodFacts } from './method.ts'
import { runningCommit } from './running-commit.ts'

export type Inspection = {
  /** What the choice of a method depends on. */
  readonly source: MethodFacts
  /** When the image that runs in `from` was made at the latest, in milliseconds since 1970. */
  readonly madeAt: number
  /** All containers of `from`, including those left over from a failed deployment. */
  readonly fromContainers: AppFacts['containers']
  /** The commit of the checkout that runs in `from`; empty if it is unknown. */
  readonly sha: string
  readonly to: AppFacts
  /** The commit of the branch of `to`; empty for none. */
  readonly toTip: string
  /** The commit that runs in `to`; empty if it runs an image, or if the commit is unknown. */
  readonly toCommit: string
}

/** Inspects both apps. Throws a UserError if one does not exist, or if `from` can't be promoted now. */
export async function inspectApps(
  {
    from: fromName,
    to: toName,
    'expect-sha': expected,
  }: Pick<PromoteInputs, 'from' | 'to' | 'expect-sha'>,
  { dokku, repository }: Server,
): Promise<Inspection> {
  // Before any git command, which would create a missing app.
  for (const name of [fromName, toName])
    if (!(await appExists(dokku, name))) throw await noAppError(dokku, name)
  const [from, to, fromHeads, toHeads] = await Promise.all([
    appFacts(dokku, fromName),
    appFacts(dokku, toName),
    repository.heads(fromName),
    repository.heads(toName),
  ])
  if (mayBeDeploying(from.lock))
    throw new UserError(
      'from-busy',
      `${quote(fromName)} is being deployed, so that what runs there may change`,
    )
  const toTip = toHeads.get(to.branch) ?? ''
  const toCommit = await runningCommit(repository, toName, to, toTip)
  const { commit, deployed, sha } = await sourceCommit(fromName, from, fromHeads, repository)
  assertExpected(expected, fromName, [sha, deployed])
  const takesImages = dokku.has('git:from-image')
  const records = await buildRecords(dokku, fromName)
  const doubt = takesImages
    ? await latestImageDoubt(dokku, fromName, from.containers, records)
    : undefined
  const containers = from.containers.filter(
    ({ upcoming, state }) => !upcoming && state === 'running',
  )
  const madeAt = imageMadeAt(records ?? [], Math.max(...containers.map(({ created }) => created)))
  const source = { containers, source: from.source, commit, takesImages, doubt }
  return { source, madeAt, fromContainers: from.containers, sha, to, toTip, toCommit }
}

/**
 * Returns the commit that runs in `from`: `deployed` as Dokku knows it, `commit` if it can be rebuilt because the branch has it, and `sha`
 * of the checkout that it was made from. Unknown ones are empty.
 */
async function sourceCommit(
  app: string,
  facts: AppFacts,
  heads: ReadonlyMap<string, string>,
  repository: AppRepository,
): Promise<{ readonly commit: string; readonly deployed: string; readonly sha: string }> {
  const { branch, source } = facts
  const head = heads.get(branch) ?? ''
  const running = await runningCommit(repository, app, facts, head)
  const deployed = source?.kind === 'git-push' ? source.what : running
  if (deployed === '' || deployed !== head) return { commit: '', deployed, sha: deployed }
  await repository.fetch(app, branch)
  const message = await repository.git.ask(['show', '--no-patch', '--format=%B', head])
  const [, sha = head] = /^Source-Commit: ([0-9a-f]{40})$/m.exec(message) ?? []
  return { commit: head, deployed, sha }
}

function assertExpected(expected: string, app: string, shas: readonly [string, string]): void {
  if (expected === '' || shas.some((sha) => sha.startsWith(expected))) return
  const running = shas[0] === '' ? 'an unknown commit' : quote(shas[0])
  throw new UserError('unexpected-sha', `${quote(app)} runs ${running}, not ${quote(expected)}`)
}
