// Inspects both apps: what runs in `from`, and what `to` has. Each question costs the server half a second, so only what decides is asked.

import { UserError } from '../../../kit/action/user-error.ts'
import { appContainers, appState, noAppError } from '../../../kit/dokku/app.ts'
import type { AppFacts, AppState } from '../../../kit/dokku/app-facts.ts'
import { type BuildRecord, mayBeDeploying } from '../../../kit/dokku/build-records.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import { appBuilds, lockOf } from '../../../kit/dokku/lock.ts'
import type { Server } from '../../../kit/dokku/ports.ts'
import { quote } from '../../../kit/text/escape.ts'
import { imageMadeAt, newestOf } from './image-builds.ts'
import { isImmutable } from './image-names.ts'
import type { PromoteInputs } from './inputs.ts'
import { latestImageDoubt } from './latest-image.ts'
import type { MethodFacts } from './method.ts'
import { runningCommit } from './running-commit.ts'
import { type SourceCommit, sourceCommit } from './source-commit.ts'

/** What is known about `to` before anything is done. */
export type Target = Pick<AppFacts, 'containers' | 'source' | 'lock'> & {
  /** The commit that runs in it; empty if it runs an image, or if the commit is unknown. */
  readonly commit: string
}

export type Inspection = {
  /** What the choice of a method depends on. */
  readonly source: MethodFacts
  /** When the image that runs in `from` was made at the latest, in milliseconds since 1970. */
  readonly madeAt: number
  /** The records of the builds of `from`; undefined if they were not needed, or if the version has none. */
  readonly builds: readonly BuildRecord[] | undefined
  /** All containers of `from`, including those left over from a failed deployment. */
  readonly fromContainers: readonly Container[]
  /** The commit of the checkout that runs in `from`; empty if it is unknown. */
  readonly sha: string
  /** The branch of `from` that has the running commit; empty if none has. */
  readonly branch: string
  readonly to: Target
}

/** Inspects both apps. Throws a UserError if one does not exist, or if `from` can't be promoted now. */
export async function inspectApps(
  { from, to, 'expect-sha': expected }: Pick<PromoteInputs, 'from' | 'to' | 'expect-sha'>,
  server: Server,
): Promise<Inspection> {
  // Before any git command, which would create a missing app.
  const [fromState, toState] = await Promise.all(
    [from, to].map((name) => appState(server.dokku, name)),
  )
  if (!fromState || !toState) throw await noAppError(server.dokku, fromState ? to : from)
  const [source, target] = await Promise.all([
    inspectSource(from, fromState, server),
    inspectTarget(to, toState, server),
  ])
  assertExpected(expected, from, [source.sha, source.deployed])
  return { ...source, to: target }
}

async function inspectSource(
  app: string,
  { source, isLocked }: AppState,
  { dokku, repository }: Server,
): Promise<Omit<Inspection, 'to'> & Pick<SourceCommit, 'deployed'>> {
  const all = await appContainers(dokku, app)
  const containers = all.filter(({ upcoming, state }) => !upcoming && state === 'running')
  // A name that always means the same image needs no records, and neither does an app that is not being deployed.
  const isNameSafe = isImmutable(containers[0]?.reference ?? '')
  const needsBuilds = dokku.has('builds:list') && !(isNameSafe && isLocked === false)
  const [builds, { commit, branch, deployed, sha }] = await Promise.all([
    needsBuilds ? appBuilds(dokku, app) : undefined,
    sourceCommit(app, source, all, { dokku, repository }),
  ])
  const isBusy = builds
    ? builds.some(({ shown }) => shown === 'running')
    : mayBeDeploying(await lockOf(dokku, app, isLocked))
  if (isBusy)
    throw new UserError(
      'from-busy',
      `${quote(app)} is being deployed, so that what runs there may change`,
    )
  const takesImages = dokku.has('git:from-image')
  const hasDoubt = takesImages && !isNameSafe
  const doubt = hasDoubt ? await latestImageDoubt(dokku, app, all, builds) : undefined
  return {
    source: { containers, source, commit, takesImages, doubt },
    madeAt: imageMadeAt(builds ?? [], newestOf(containers)),
    builds,
    fromContainers: all,
    ...{ sha, branch, deployed },
  }
}

async function inspectTarget(
  app: string,
  { source, isLocked }: AppState,
  server: Server,
): Promise<Target> {
  const [containers, lock] = await Promise.all([
    appContainers(server.dokku, app),
    lockOf(server.dokku, app, isLocked),
  ])
  const commit = await runningCommit(server, app, { containers, source })
  return { containers, source, lock, commit }
}

function assertExpected(expected: string, app: string, shas: readonly [string, string]): void {
  if (expected === '' || shas.some((sha) => sha.startsWith(expected))) return
  const running = shas[0] === '' ? 'an unknown commit' : quote(shas[0])
  throw new UserError('unexpected-sha', `${quote(app)} runs ${running}, not ${quote(expected)}`)
}
