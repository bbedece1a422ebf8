// Checks of the app that is promoted: it runs, and it does not change in the meantime.

import { UserError } from '../../../kit/action/user-error.ts'
import { appContainers } from '../../../kit/dokku/app.ts'
import { areUnchanged } from '../../../kit/dokku/container-changes.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import { checkRunning } from '../../../kit/dokku/health-check.ts'
import { isDeploying } from '../../../kit/dokku/lock.ts'
import type { DeployPorts } from '../../../kit/dokku/ports.ts'
import type { Dokku } from '../../../kit/dokku/server.ts'
import { quote } from '../../../kit/text/escape.ts'
import { buildRecords, latestImageDoubt } from './latest-image.ts'
import type { Method } from './method.ts'

/** Throws a UserError (`from-not-running`) if a process of the app does not run. */
export async function assertSourceRuns(
  dokku: Dokku,
  from: string,
  ports: Pick<DeployPorts, 'clock' | 'cancel'>,
): Promise<void> {
  const { failure } = await checkRunning(dokku, from, ports)
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
  before: readonly Container[],
  method: Method,
): Promise<void> {
  const [containers, isBusy, records] = await Promise.all([
    appContainers(dokku, from),
    isDeploying(dokku, from),
    method === 'image' ? buildRecords(dokku, from) : undefined,
  ])
  const doubt =
    method === 'image' ? await latestImageDoubt(dokku, from, containers, records) : undefined
  if (isBusy !== true && doubt === undefined && areUnchanged(before, containers)) return
  throw new UserError('from-busy', `${quote(from)} was deployed while it was being inspected`)
}
