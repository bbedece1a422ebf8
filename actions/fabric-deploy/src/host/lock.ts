// The lock of an environment: one deployment at a time, whoever starts it.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import { recordOf } from './facts.ts'
import { type Session, savedOnce } from './session.ts'

export type Owner = readonly string[]

export type LockPorts = { readonly clock: Clock; readonly log: (line: string) => void }

/** How often a lock that others hold is looked at: milliseconds. */
const POLL = 3000

export type Lock = {
  /** The run that had it before. */
  readonly before: string
  /** It was held by another run first. */
  readonly waited: boolean
  /** This run had it already. */
  readonly own: boolean
}

/** Takes the lock, waiting for it. Throws a UserError (`locked`) that says whose it is. `owner` is what others see of it. */
export async function takeLock(
  session: Session,
  { slug, run }: { readonly slug: string; readonly run: string },
  owner: Owner,
  wait: number,
  { clock, log }: LockPorts,
  signal: AbortSignal,
): Promise<Lock> {
  const start = clock.now()
  for (let waited = false; ; waited = true) {
    const asked = { input: `${owner.join('\n')}\n` }
    const take = () => session.run('lock', ['take', slug, run], asked)
    const { stdout, stderr } = await savedOnce(session, take)
    const [kind = '', ...rest] = recordOf(stdout, 'taken', 'held', 'problem')
    if (kind === 'taken') return { before: rest[0] ?? '', waited, own: rest[1] === 'own' }
    if (kind !== 'held') {
      const said = quote(rest[0] || stderr.trim())
      throw new UserError('no-folder', `${session.host.name}: the lock can't be made: ${said}`)
    }
    const holder = holderOf(stdout)
    const left = wait - (clock.now() - start)
    if (left <= 0 || signal.aborted) throw locked(holder, wait)
    if (!waited) log(`Waiting for the lock, which another run holds: ${holder}`)
    await clock.sleep(Math.min(POLL, left), signal)
  }
}

function locked(holder: string, wait: number): UserError {
  return new UserError(
    'locked',
    `Another run holds the lock, after ${Math.round(wait / 1000)} s of waiting: ${holder}. When that run is over, "action: unlock" removes its lock`,
  )
}

/** What lock.sh printed of the owner, in one line. */
export function holderOf(stdout: string): string {
  const lines = stdout.split('\n')
  const start = lines.findIndex((line) => line === 'held' || line === 'broken')
  // After the kind of the record comes the run's own name.
  const about = lines.slice(start + 2).filter((line) => line !== '')
  return about.length === 0 ? 'nobody knows who' : about.map(quote).join(', ')
}

/** Gives the lock back when it is this run's; what is wrong with that is told. Returns whether this run has it no more. */
export async function releaseLock(
  session: Session,
  { slug, run }: { readonly slug: string; readonly run: string },
  warn: (message: string) => void,
): Promise<boolean> {
  const { name } = session.host
  try {
    const release = () => session.run('lock', ['release', slug, run], { limit: 15_000 })
    const { stdout } = await savedOnce(session, release)
    if (recordOf(stdout, 'released').length === 0)
      warn(`The lock on ${name} is not this run's any more: somebody broke it`)
    return true
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const said = quote(error.message)
    warn(`The lock on ${name} could not be released: ${said}. "action: unlock" removes it`)
    return false
  }
}

/** What others are told of a run: its page, who started it, when. */
export function ownerOf(env: Readonly<Record<string, string | undefined>>, now: Date): Owner {
  const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com'
  const repository = env['GITHUB_REPOSITORY'] ?? ''
  const id = env['GITHUB_RUN_ID'] ?? ''
  return [
    repository !== '' && id !== '' ? `${server}/${repository}/actions/runs/${id}` : 'run by hand',
    `by ${env['GITHUB_ACTOR'] ?? env['USER'] ?? 'somebody'}`,
    `since ${now.toISOString()}`,
  ]
}
