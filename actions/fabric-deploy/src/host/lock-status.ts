// Shows who holds the lock, or removes it.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { Job } from '../job.ts'
import { firstRecord } from './facts.ts'
import { holderOf } from './lock.ts'
import type { Session } from './session.ts'

/** Returns a sentence about the environment's lock; `break` removes it first. */
export async function lockStatus(
  session: Session,
  { slug, runId }: Pick<Job, 'slug' | 'runId'>,
  command: 'show' | 'break',
): Promise<string> {
  const { stdout, code } = await session.run('lock', [command, slug, runId])
  const [kind] = firstRecord(stdout, 'free', 'held', 'broken')
  if (code !== 0) throw new UserError('no-shell', `${session.host.name} can't report on the lock`)
  if (kind === 'free') return 'The lock is free.'
  const holder = holderOf(stdout)
  return kind === 'broken'
    ? `The lock was removed; it was held by ${holder}`
    : `The lock is held by ${holder}`
}
