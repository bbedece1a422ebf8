// Putting back what a run left that ended before its time.

import type { Runner } from '../../../../kit/action/runner.ts'
import { UserError } from '../../../../kit/action/user-error.ts'
import type { Ssh } from '../../../../kit/ssh/open-ssh.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import type { Fleet } from '../config/fleet.ts'
import { connectAll } from '../host/connect.ts'
import { releaseLock, takeLock } from '../host/lock.ts'
import { MOST } from '../host/preflight.ts'
import { atOnce, type ScriptName, type Session, together } from '../host/session.ts'
import type { Left } from './state.ts'

export type PutBackPorts = {
  readonly runner: Runner
  readonly script: (name: ScriptName) => string
  readonly clock: Clock
  readonly cancel: AbortSignal
}

/** How long hosts may take to go back, and another run's lock is waited for: milliseconds. */
const LIMIT = 120_000

/** Puts every host back that can be reached, and releases the lock. Throws a UserError for the others. */
export async function putBackLeft(
  left: Left,
  fleet: Fleet,
  ssh: Ssh,
  { runner, script, clock, cancel }: PutBackPorts,
): Promise<void> {
  const { hosts, keeper, errors: refused, close } = await connectAll(fleet, ssh, { script, clock })
  const errors = [...refused.values()]
  const tried = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      errors.push(error)
      return undefined
    }
  }
  const hasStages = Object.keys(left.stages).length > 0
  const ports = { clock, log: runner.log }
  const take = (session: Session) =>
    takeLock(session, left, ['clearing up'], hasStages ? LIMIT : 0, ports, cancel)
  const lock = keeper && (await tried(() => take(keeper)))
  // Another run may be at work on these hosts, or have been since: then what it did counts.
  const isLast = lock !== undefined && (lock.own || lock.before === left.run)
  if (hasStages && lock && !isLast) runner.log('Another run was here since, so nothing is put back')
  await atOnce(hosts, MOST, (session) => tried(() => back(session, left, isLast, runner)))
  const warn = (message: string): void => runner.annotate('warning', message)
  if (lock && keeper) await releaseLock(keeper, left, warn)
  await close()
  // Where nothing is to be put back the lock of another run is no matter.
  const told = errors.filter(({ reason }) => hasStages || reason !== 'locked')
  if (told.length > 0) throw together(told)
}

async function back(
  session: Session,
  { slug, run, environment, stages }: Left,
  isLast: boolean,
  runner: Runner,
): Promise<void> {
  const { name } = session.host
  const fields = stages[name] ?? []
  if (isLast && fields.length > 0) {
    const asked = { limit: LIMIT }
    const { code } = await session.run('switch', ['back', '', slug, run, ...fields], asked)
    if (code !== 0)
      throw new UserError('not-restored', `${name}: not everything runs as it did before`)
    runner.log(`${name}: what ran before runs again`)
  }
  await session.run('cleanup', [slug, run, environment, '', '', ''])
}
