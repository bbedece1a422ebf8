// Waiting for another deployment of an app.
import { describe, expect, test } from '@jest/globals'
import { waitUnlocked } from '../../../kit/dokku/wait-unlocked.ts'
import { instantClock, scriptedServer } from '../../support/dokku/scripted-server.ts'

/** Waits on a server that is locked for this many checks. */
function wait(lockedChecks: number, deadline: number, cancel = new AbortController().signal) {
  let checks = 0
  const { dokku, asked } = scriptedServer(() => ({ code: checks++ < lockedChecks ? 0 : 1 }))
  const log: string[] = []
  const ports = { clock: instantClock(), cancel, log: (line: string) => void log.push(line) }
  return { done: waitUnlocked(dokku, 'shop', deadline, ports), log, asked }
}

describe('waiting until an app is not locked', () => {
  test('an app that is not locked is not waited for', async () => {
    const { done, log, asked } = wait(0, 0)
    await done
    expect([log, asked]).toEqual([[], ['apps:locked shop']])
  })

  test('it is logged once, and the lock is only checked, never removed', async () => {
    const { done, log, asked } = wait(3, 60_000)
    await done
    expect(log).toEqual([expect.stringMatching(/^Waiting: shop is locked/)])
    expect(asked).toEqual(Array(4).fill('apps:locked shop'))
  })

  test('a lock that outlasts the deadline is an error', async () => {
    await expect(wait(100, 10_000).done).rejects.toMatchObject({ reason: 'locked' })
  })

  test('a cancelled run stops waiting', async () => {
    const { done } = wait(100, 60_000, AbortSignal.abort())
    await expect(done).rejects.toMatchObject({ reason: 'cancelled' })
  })
})
