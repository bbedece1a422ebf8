// Checks of the app that is promoted: it runs, and it does not change in the meantime.

import { UserError } from '../../../kit/action/user-error.ts'
import { appContainers } from '../../../kit/dokku/app.ts'
import { areUnchanged } from '../../../kit/dokku/container-changes.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import { checkRunning } from '../../../kit/dokku/health-check.ts'
import { appBuilds, isDeploying } from '../../../kit/dokku/lock.ts'
import type { DeployPorts } from '../../../kit/dokku/ports.ts'
import type { Dokku } from '../../../kit/dokku/server.ts'
import { quote } from '../../../kit/text/escape.ts'
import { latestImageDoubt } from './latest-image.ts'
import type { Method } from './method.ts'

/** Throws a UserError (`from-not-running`) if a process of the app does not run. `containers` is what the server just reported. */
export async function assertSourceRuns(
  dokku: Dokku,
  from: string,
  containers: readonly Container[],
  ports: Pick<DeployPorts, 'clock' | 'cancel'>,
): Promise<void> {
  const { failure } = await checkRunning(dokku, from, ports, containers, false)
  if (failure)
    throw new UserError(
      'from-not-running',
      `${quote(from)}: ${failure.message}; only an app whose processes all run can be promoted`,
    )
}

/**
 * Throws a UserError (`from-busy`) if the app changed since it was inspected: an image is promoted by name, which must still mean it. A
 * server that has records of its builds is asked for them alone.
 */
export async function assertSourceUnchanged(
  dokku: Dokku,
  from: string,
  before: readonly Container[],
  method: Method,
): Promise<void> {
  if (await isUnchanged(dokku, from, before, method)) return
  throw new UserError('from-busy', `${quote(from)} was deployed while it was being inspected`)
}

async function isUnchanged(
  dokku: Dokku,
  from: string,
  before: readonly Container[],
  method: Method,
): Promise<boolean> {
  if (dokku.has('builds:list') && method === 'image') {
    const builds = await appBuilds(dokku, from)
    if (builds.some(({ shown }) => shown === 'running')) return false
    return (await latestImageDoubt(dokku, from, before, builds)) === undefined
  }
  const [now, isBusy] = await Promise.all([
    appContainers(dokku, from),
    method === 'image' ? isDeploying(dokku, from) : false,
  ])
  const doubt = method === 'image' ? await latestImageDoubt(dokku, from, now, undefined) : undefined
  return isBusy !== true && doubt === undefined && areUnchanged(before, now)
}
