// The outcome of a deployment whose client ended before the server.
import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../../kit/action/user-error.ts'
import { cancelBuild, resultAfterLoss, waitForOutcome } from '../../../kit/dokku/outcome.ts'
import { instantClock, scriptedServer } from '../../support/dokku/scripted-server.ts'

const LOCKED = { code: 0 }
const UNLOCKED = { code: 1 }
const never = new AbortController().signal

/** Waits for the outcome on a server that is locked, or not, at each check. */
async function outcomeOf(locks: readonly boolean[], deployedAt = Number.POSITIVE_INFINITY) {
  let checks = 0
  const { dokku } = scriptedServer(() => (locks[checks++] ? LOCKED : UNLOCKED))
  const isDeployed = async () => checks >= deployedAt
  const clock = instantClock()
  const ports = { clock, cancel: never }
  return { outcome: await waitForOutcome(dokku, 'shop', isDeployed, 60_000, ports), checks }
}

describe('the outcome of a deployment', () => {
  test('deployed once the lock is gone and the app has it', async () => {
    expect(await outcomeOf([true, true, false], 3)).toEqual({ outcome: 'deployed', checks: 3 })
  })

  test('not decided while the app is locked, even if the app has it', async () => {
    expect(await outcomeOf([true, true, true, false], 1)).toMatchObject({ checks: 4 })
  })

  test('the branch may move a moment after the lock is gone', async () => {
    expect(await outcomeOf([true, false, false], 3)).toMatchObject({ outcome: 'deployed' })
  })

  test('not deployed if the app is unlocked twice in a row without it', async () => {
    expect(await outcomeOf([false, true, false, false])).toEqual({
      outcome: 'not-deployed',
      checks: 4,
    })
  })

  test('unknown at the deadline', async () => {
    expect(await outcomeOf(Array(100).fill(true))).toMatchObject({ outcome: 'unknown' })
  })

  test('a lost connection is opened again', async () => {
    let isLost = true
    const { dokku, asked } = scriptedServer(() => {
      if (!isLost) return UNLOCKED
      isLost = false
      throw new UserError('unreachable', 'lost')
    })
    const ports = { clock: instantClock(), cancel: never }
    const outcome = await waitForOutcome(dokku, 'shop', async () => true, 60_000, ports)
    expect([outcome, asked.includes('(reconnect)')]).toEqual(['deployed', true])
  })

  test.each([
    ['deployed', true, UNLOCKED, '', false],
    ['not deployed', false, UNLOCKED, 'connection-lost', false],
    ['unknown', false, LOCKED, 'connection-lost', true],
  ])('after a lost connection: %s', async (_, isDeployed, lock, reason, isUnfinished) => {
    const { dokku, asked } = scriptedServer(() => lock)
    const ports = { clock: instantClock(), cancel: never, log: () => {} }
    const result = await resultAfterLoss(dokku, 'shop', async () => isDeployed, 9000, 'lost', ports)
    expect(result).toMatchObject({ reason, isUnfinished })
    // The loss of a connection may be noticed later: nothing is asked over the old one.
    expect(asked[0]).toBe('(reconnect)')
  })
})

describe('cancelling a build', () => {
  const RUNNING = { code: 0, stdout: '[{"display_status": "running"}]' }
  const NONE = { code: 0, stdout: '[]' }
  test.each([
    ['has ended if no build is running and the app is not locked', NONE, UNLOCKED, true],
    ['has not ended if a build is running', RUNNING, UNLOCKED, false],
    ['has not ended if the app is locked', NONE, LOCKED, false],
    ['is not known to have ended if builds are not listed', { code: 1 }, UNLOCKED, false],
  ])('%s', async (_, builds, lock, expected) => {
    const { dokku, asked } = scriptedServer((command) => {
      if (command.startsWith('builds:list')) return builds
      // builds:cancel exits with 0 even if it cancelled nothing.
      return command.startsWith('apps:locked') ? lock : { code: 0 }
    })
    expect(await cancelBuild(dokku, 'shop')).toBe(expected)
    expect(asked[0]).toBe('builds:cancel shop')
  })
})
