// Putting back what a run left that ended before its time.
import type { Clock } from '../../../kit/clock.ts'
import { UserError } from '../../../kit/errors.ts'
import type { Runner } from '../../../kit/runner.ts'
import type { Ssh } from '../../../kit/ssh/ssh.ts'
import type { Fleet } from './fleet.ts'
import type { Left } from './left.ts'
import { releaseLock, takeLock } from './lock.ts'
import { dialTo } from './open.ts'
import { atOnce, openSession, type ScriptName, type Session, together } from './session.ts'

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
  const gateway = fleet.gateway && (await ssh.connect(fleet.gateway))
  const all = [
    ...new Map(
      [...fleet.hosts, ...(fleet.keeper ? [fleet.keeper] : [])].map((host) => [host.name, host]),
    ).values(),
  ]
  const concerned = all.filter(({ name }) => name === left.lock || Object.hasOwn(left.stages, name))
  const errors: UserError[] = []
  const tried = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      errors.push(error)
      return undefined
    }
  }
  const opened = await atOnce(concerned, concerned.length, (host) =>
    tried(() => openSession(host, dialTo(host, ssh, gateway), script, clock)),
  )
  const sessions = opened.filter((session) => session !== undefined)
  const first = sessions.find(({ host }) => host.name === left.lock)
  const ports = { clock, log: runner.log }
  const lock =
    first && (await tried(() => takeLock(first, left, ['clearing up'], LIMIT, ports, cancel)))
  // Another run may be at work on these hosts, or have been since: then what it did counts.
  const isLast = lock?.own || lock?.before === left.run
  if (lock && !isLast) runner.log('Another run was here since, so nothing is put back')
  if (isLast) {
    await atOnce(sessions, sessions.length, (session) => tried(() => back(session, left, runner)))
  }
  if (first) await releaseLock(first, left, (message) => runner.annotate('warning', message))
  await Promise.all(sessions.map((session) => session.close()))
  await gateway?.close()
  if (errors.length > 0) throw together(errors)
}

async function back(session: Session, left: Left, runner: Runner): Promise<void> {
  const { slug, run, environment, stages } = left
  const fields = stages[session.host.name] ?? []
  const { name } = session.host
  if (fields.length > 0) {
    const asked = { limit: LIMIT }
    const { code } = await session.run('switch', ['back', '', slug, run, ...fields], asked)
    if (code !== 0)
      throw new UserError('not-restored', `${name}: not everything runs as it did before`)
    runner.log(`${name}: what ran before runs again`)
  }
  await session.run('finish', [slug, run, environment, '', '', ''])
}
