// What runs where, and who holds the lock; and breaking it.
import { UserError } from '../../../../kit/action/user-error.ts'
import { recordOf } from './facts.ts'
import { holderOf } from './lock.ts'
import type { Job } from './preflight.ts'
import type { Session } from './session.ts'

/** A sentence about the lock of the environment; it is broken when that is asked for. */
export async function lockState(
  session: Session,
  { slug, run }: Job,
  act: 'show' | 'break',
): Promise<string> {
  const { stdout, code } = await session.run('lock', [act, slug, run])
  const [kind] = recordOf(stdout, 'free', 'held', 'broken')
  if (code !== 0) throw new UserError('no-shell', `${session.host.name} can't tell of the lock`)
  if (kind === 'free') return 'Nobody holds the lock.'
  const holder = holderOf(stdout)
  return kind === 'broken'
    ? `The lock is removed; it was held by ${holder}`
    : `The lock is held by ${holder}`
}
