// The post step's work: rolls back the hosts of a run that ended early, and releases its lock.

import pMap from 'p-map'
import type { Runner } from '../../../../kit/action/runner.ts'
import { UserError } from '../../../../kit/action/user-error.ts'
import type { Ssh } from '../../../../kit/ssh/open-ssh.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import type { Fleet } from '../config/fleet.ts'
import { connectAll } from '../host/connect.ts'
import { firstRecord } from '../host/facts.ts'
import { combinedError } from '../host/host-errors.ts'
import { releaseLock, takeLock } from '../host/lock.ts'
import { MAX_PARALLEL_HOSTS, type ScriptName, type Session } from '../host/session.ts'
import { runProxyScript } from '../proxy/proxy-script.ts'
import { switchArguments } from '../rollout/script-arguments.ts'
import type { PostState, RunningBefore } from './state.ts'

export type RestorePorts = {
  readonly runner: Runner
  readonly script: (name: ScriptName) => string
  readonly clock: Clock
  readonly cancel: AbortSignal
}

/** Milliseconds that the rollback of a host may take: requests in progress and a grace period may take long. */
const ROLLBACK_LIMIT = 300_000

/** Milliseconds that another run's lock is waited for. */
const LOCK_LIMIT = 120_000

/** Rolls back every host that can be reached, and releases the lock. Throws a UserError for the others. */
export async function restoreHosts(
  state: PostState,
  fleet: Fleet,
  ssh: Ssh,
  { runner, script, clock, cancel }: RestorePorts,
): Promise<void> {
  const connected = await connectAll(fleet, ssh, { script, clock })
  const { sessions, lockHost } = connected
  const errors = [...connected.errors.values()]
  const collectError = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      errors.push(error)
      return undefined
    }
  }
  const mayRollBack = Object.keys(state.switchValues).length > 0 || (state.proxies ?? []).length > 0
  const ports = { clock, log: runner.log }
  const take = (session: Session) =>
    takeLock(session, state, ['post step'], mayRollBack ? LOCK_LIMIT : 0, ports, cancel)
  const lock = lockHost && (await collectError(() => take(lockHost)))
  // If another run is in progress, or was since, its result counts.
  const isLastRun = lock !== undefined && (lock.alreadyHeld || lock.previousRun === state.runId)
  if (mayRollBack && lock && !isLastRun)
    runner.log('Another run has held or removed the lock since, so nothing is rolled back')
  const restore = (session: Session) =>
    collectError(() => restoreHost(session, state, fleet, isLastRun, runner))
  await pMap(sessions, restore, { concurrency: MAX_PARALLEL_HOSTS })
  const warn = (message: string): void => runner.annotate('warning', message)
  if (lock && lockHost) await releaseLock(lockHost, state, warn)
  await connected.close()
  // Without a rollback it does not matter that another run holds the lock.
  const relevant = errors.filter(({ reason }) => mayRollBack || reason !== 'locked')
  if (relevant.length > 0) throw combinedError(relevant)
}

async function restoreHost(
  session: Session,
  state: PostState,
  fleet: Fleet,
  isLastRun: boolean,
  runner: Runner,
): Promise<void> {
  const { slug, runId, environment, switchValues, before } = state
  const { name } = session.host
  if (before?.host === name) await endBefore(session, { slug, runId }, before, runner)
  if (isLastRun && state.proxies?.includes(name)) {
    const job = { fleet, slug, runId }
    const { error } = await runProxyScript(session, 'restore', job, { limit: ROLLBACK_LIMIT })
    if (error) throw error
    runner.log(`${name}: the proxy is running`)
  }
  const values = switchValues[name] ?? []
  if (isLastRun && values.length > 0) {
    const args = ['rollback', '', slug, runId, ...switchArguments(values)]
    const { code } = await session.run('switch', args, { limit: ROLLBACK_LIMIT })
    if (code !== 0) {
      throw new UserError('not-restored', `${name}: not all previous containers are running again`)
    }
    runner.log(`${name}: rolled back to the previous containers`)
  }
  await session.run('cleanup', [slug, runId, environment, '', '', ''])
}

/** Ends a command of `before`, and removes its container. Throws a UserError (\`before-unknown\`) if that fails. */
async function endBefore(
  session: Session,
  { slug, runId }: Pick<PostState, 'slug' | 'runId'>,
  { container, grace }: RunningBefore,
  runner: Runner,
): Promise<void> {
  const { name } = session.host
  const args = ['stop', slug, runId, container, String(grace)]
  const { stdout } = await session.run('before', args, { limit: ROLLBACK_LIMIT + grace * 1000 })
  if (firstRecord(stdout, 'removed').length === 0) {
    const message = `${name}: the container ${quote(container)} of "before" could not be stopped and removed: docker rm -f ${container}`
    throw new UserError('before-unknown', message)
  }
  runner.log(`${name}: the "before" command is no longer running`)
}
