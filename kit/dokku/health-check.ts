// Checks that an app runs: its containers, twice with a pause in between, and its answer over HTTP.

import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { appContainers } from './app.ts'
import { areUnchanged } from './container-changes.ts'
import { type Container, containerProblems, describeContainers } from './containers.ts'
import type { DeployPorts } from './ports.ts'
import type { Dokku } from './server.ts'
import { type CheckedApp, checkServing, type Failure } from './serving-check.ts'

export type HealthReport = {
  readonly containers: readonly Container[]
  /** Undefined if every process runs. */
  readonly failure: Failure | undefined
}

/** Milliseconds in which a container that exits at once is restarted, and for one that was restarted before. */
const SETTLE_TIME = 3000
const RESTARTED_SETTLE_TIME = 60_000

/**
 * Checks that every process of an app runs, and still runs a little later without having been restarted. `now` is what the server just
 * reported, if it was asked already. Containers that were not deployed just now and have run for longer need not be asked about twice.
 */
export async function checkRunning(
  dokku: Dokku,
  app: string,
  { clock, cancel }: Pick<DeployPorts, 'clock' | 'cancel'>,
  now?: readonly Container[],
  isNew = true,
): Promise<HealthReport> {
  const first = now ?? (await appContainers(dokku, app))
  const problems = containerProblems(first)
  if (problems.length > 0) return { containers: first, failure: notRunning(app, problems, first) }
  if (!isNew && first.every(isSettled)) return { containers: first, failure: undefined }
  await clock.sleep(SETTLE_TIME, cancel)
  const second = await appContainers(dokku, app)
  const later = [...containerProblems(second), ...restarts(first, second)]
  return {
    containers: second,
    failure: later.length > 0 ? notRunning(app, later, second) : undefined,
  }
}

/** Returns whether a container has run for long enough, by the clock of this machine, which may differ from the server's by a little. */
function isSettled({ started, restarts }: Container): boolean {
  const age = Date.now() - started
  return age > (restarts === 0 ? SETTLE_TIME : RESTARTED_SETTLE_TIME)
}

function notRunning(
  app: string,
  problems: readonly string[],
  containers: readonly Container[],
): Failure {
  const isRestarting = containers.some(({ state }) => state === 'restarting')
  const isLeft = containers.some(({ upcoming, state }) => upcoming && state === 'running')
  const repair = isLeft ? [`"dokku ps:rebuild ${app}" repairs that`] : []
  return {
    reason: isRestarting ? 'restarting' : 'not-running',
    message: [...problems, ...repair].join('; '),
  }
}

function restarts(first: readonly Container[], second: readonly Container[]): string[] {
  return second.flatMap(({ id, process, restarts: now }) => {
    const before = first.find((one) => one.id === id)?.restarts
    const isRestarted = now !== undefined && before !== undefined && now > before
    return isRestarted ? [`${process} exited and was restarted`] : []
  })
}

/** Checks that an app runs and answers. Returns what is running, for a message. Throws a UserError for the first failure. */
export async function assertHealthy(
  dokku: Dokku,
  app: CheckedApp,
  ports: Pick<DeployPorts, 'clock' | 'get' | 'cancel' | 'log'>,
): Promise<string> {
  const { containers, failure } = await checkRunning(
    dokku,
    app.name,
    ports,
    app.now,
    !areUnchanged(app.before, app.now ?? []),
  )
  const first = failure ?? (await checkServing(app, containers, ports))
  if (first) throw new UserError(first.reason, `${quote(app.name)}: ${first.message}`)
  // A check that was cut short proves nothing.
  if (ports.cancel.aborted)
    throw new UserError(
      'cancelled',
      `${quote(app.name)}: the run was cancelled before its check had ended`,
    )
  return describeContainers(containers)
}
