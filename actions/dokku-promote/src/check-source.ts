// Checks of the app that is promoted: it runs, and it does not change in the meantime.

import { UserError } from '../../../kit/action/user-error.ts'
import { appContainers } from '../../../kit/dokku/app.ts'
import type { BuildRecord } from '../../../kit/dokku/build-records.ts'
import { areUnchanged } from '../../../kit/dokku/container-changes.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import { checkRunning } from '../../../kit/dokku/health-check.ts'
import { appBuilds, isDeploying } from '../../../kit/dokku/lock.ts'
import type { DeployPorts } from '../../../kit/dokku/ports.ts'
import type { Dokku } from '../../../kit/dokku/server.ts'
import { quote } from '../../../kit/text/escape.ts'
import { imageBuilds } from './image-builds.ts'
import { isImmutable } from './image-names.ts'
import type { Inspection } from './inspect.ts'
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

/** Throws a UserError (`from-busy`) if the app changed since it was inspected: an image is promoted by name, which must still mean it. */
export async function assertSourceUnchanged(
  dokku: Dokku,
  from: string,
  before: Inspected,
  method: Method,
): Promise<void> {
  if (await isUnchanged(dokku, from, before, method)) return
  throw new UserError('from-busy', `${quote(from)} was deployed while it was being inspected`)
}

type Inspected = Pick<Inspection, 'fromContainers' | 'builds'>

async function isUnchanged(
  dokku: Dokku,
  from: string,
  { fromContainers: before, builds }: Inspected,
  method: Method,
): Promise<boolean> {
  const canMove = method === 'image' && !isImmutable(before[0]?.reference ?? '')
  // Only the records show it, and the earlier ones were checked before.
  if (canMove && builds) return newestImage(builds) === newestImage(await appBuilds(dokku, from))
  const [now, isBusy] = await Promise.all([
    appContainers(dokku, from),
    canMove ? isDeploying(dokku, from) : false,
  ])
  const doubt = canMove ? await latestImageDoubt(dokku, from, now, undefined) : undefined
  return isBusy !== true && doubt === undefined && areUnchanged(before, now)
}

const newestImage = (builds: readonly BuildRecord[]): string | undefined =>
  imageBuilds(builds)[0]?.id
