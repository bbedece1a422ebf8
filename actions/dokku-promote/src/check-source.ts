// What has to hold of the app that is promoted: it runs, and goes on to be what was looked at.

import { UserError } from '../../../kit/action/user-error.ts'
import { containersOf, isLocked } from '../../../kit/dokku/app.ts'
import { proveRunning } from '../../../kit/dokku/health-check.ts'
import type { DeployPorts, Server } from '../../../kit/dokku/ports.ts'
import { areOld } from '../../../kit/dokku/push-app.ts'
import { quote } from '../../../kit/text/escape.ts'
import type { PromoteInputs } from './inputs.ts'
import type { Looked } from './inspect.ts'
import { doubtOf } from './latest-image.ts'
import type { Method } from './method.ts'

/** Proves that what is promoted runs. Throws a UserError (`from-not-running`). */
export async function assertRuns(
  { from }: PromoteInputs,
  { dokku }: Server,
  ports: DeployPorts,
): Promise<void> {
  const { clock, get, cancel: signal } = ports
  const { trouble } = await proveRunning(dokku, from, { clock, get, signal })
  if (trouble)
    throw new UserError(
      'from-not-running',
      `${quote(from)}: ${trouble.sentence}; what does not run is not promoted`,
    )
}

/** What is promoted is an image's name: just before, it must still mean what was looked at. Throws a UserError (`from-busy`). */
export async function assertStill(
  from: string,
  dokku: Server['dokku'],
  { from: { containers: before } }: Looked,
  method: Method,
): Promise<void> {
  const [containers, isBusy] = await Promise.all([containersOf(dokku, from), isLocked(dokku, from)])
  const doubt = method === 'image' ? await doubtOf(dokku, from, containers) : undefined
  if (isBusy !== true && doubt === undefined && areOld(before, containers)) return
  throw new UserError('from-busy', `${quote(from)} was deployed to while it was looked at`)
}
