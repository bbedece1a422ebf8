// Asks who holds the lock of an app. A failed build leaves the lock behind, so the lock alone does not say that somebody deploys.

import { UserError } from '../action/user-error.ts'
import { hostText } from '../ssh/host.ts'
import { type BuildRecord, type Lock, lockHolder, parseBuilds } from './build-records.ts'
import { look } from './look.ts'
import { readCommandResult } from './push-result.ts'
import type { Dokku } from './server.ts'

/** Returns who holds the lock of an app. `isLocked` is what a report said about it, if one was asked for already. */
export async function lockOf(dokku: Dokku, app: string, isLocked?: boolean): Promise<Lock> {
  if (isLocked === false) return 'free'
  if (!dokku.has('apps:locked')) return 'unknown'
  if (isLocked === undefined && !(await isAppLocked(dokku, app))) return 'free'
  if (!dokku.has('builds:list')) return 'held'
  const builds = await appBuilds(dokku, app)
  const holder = lockHolder(builds)
  return holder === 'left-over' && (await wasWrongBranch(dokku, app, builds)) ? 'by-hand' : holder
}

/**
 * Returns whether the newest push was to a branch that is not deployed: its record stays open too, but it leaves no lock. A log that is
 * not shown does not make it one.
 */
async function wasWrongBranch(
  dokku: Dokku,
  app: string,
  [newest]: readonly BuildRecord[],
): Promise<boolean> {
  const { code, stdout } = await dokku.run(['builds:output', app, newest?.id ?? ''])
  const { reason } = readCommandResult({ code: 0, stdout, lines: [] })
  return code === 0 && reason === 'wrong-branch'
}

/** Returns whether a deployment of an app is running; undefined if this version can't tell. */
export async function isDeploying(dokku: Dokku, app: string): Promise<boolean | undefined> {
  if (dokku.has('builds:list')) {
    const builds = await appBuilds(dokku, app)
    return builds.some(({ shown }) => shown === 'running')
  }
  return dokku.has('apps:locked') ? isAppLocked(dokku, app) : undefined
}

/** The command fails if there is no lock, and says so. */
const isAppLocked = async (dokku: Dokku, app: string): Promise<boolean> =>
  (await look(dokku, ['--quiet', 'apps:locked', app], NO_LOCK)) !== undefined

const NO_LOCK = /lock does not exist|^\s*$/i

/** Returns the records of an app's builds, newest first, from a version that has them. */
export async function appBuilds(dokku: Dokku, app: string): Promise<BuildRecord[]> {
  const words = ['builds:list', app, '--format', 'json']
  const builds = parseBuilds((await look(dokku, words)) ?? '')
  if (builds) return builds
  throw new UserError(
    'dokku-failed',
    `${hostText(dokku.host)} answered "builds:list" with something that is not JSON`,
  )
}
