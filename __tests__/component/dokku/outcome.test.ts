// The outcome of a deployment whose client ended before the server.
import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../../kit/action/user-error.ts'
import { cancelBuild, resultAfterLoss, waitForOutcome } from '../../../kit/dokku/outcome.ts'
import { IDLE, instantClock, RUNNING, scriptedServer } from '../../support/dokku/scripted-server.ts'

const never = new AbortController().signal

/** Waits for the outcome on a server on which a deployment is running, or not, at each check. */
async function outcomeOf(running: readonly boolean[], deployedAt = Number.POSITIVE_INFINITY) {
  let checks = 0
  const { dokku } = scriptedServer(() => (running[checks++] ? RUNNING : IDLE))
  const isDeployed = async () => checks >= deployedAt
  const clock = instantClock()
  const ports = { clock, cancel: never }
  return { outcome: await waitForOutcome(dokku, 'shop', isDeployed, 60_000, ports), checks }
}

describe('the outcome of a deployment', () => {
  test('deployed once no deployment is running and the app has it', async () => {
    expect(await outcomeOf([true, true, false], 3)).toEqual({ outcome: 'deployed', checks: 3 })
  })

  test('not decided while a deployment is running, even if the app has it', async () => {
    expect(await outcomeOf([true, true, true, false], 1)).toMatchObject({ checks: 4 })
  })

  test('the branch may move a moment after the end', async () => {
    expect(await outcomeOf([true, false, false], 3)).toMatchObject({ outcome: 'deployed' })
  })

  test('not deployed if nothing is running twice in a row without it', async () => {
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
      if (!isLost) return IDLE
      isLost = false
      throw new UserError('unreachable', 'lost')
    })
    const ports = { clock: instantClock(), cancel: never }
    const outcome = await waitForOutcome(dokku, 'shop', async () => true, 60_000, ports)
    expect([outcome, asked.includes('(reconnect)')]).toEqual(['deployed', true])
  })

  test.each([
    ['deployed', true, IDLE, '', false],
    ['not deployed', false, IDLE, 'connection-lost', false],
    ['unknown', false, RUNNING, 'connection-lost', true],
  ])('after a lost connection: %s', async (_, isDeployed, builds, reason, isUnfinished) => {
    const { dokku, asked } = scriptedServer(() => builds)
    const ports = { clock: instantClock(), cancel: never, log: () => {} }
    const result = await resultAfterLoss(dokku, 'shop', async () => isDeployed, 9000, 'lost', ports)
    expect(result).toMatchObject({ reason, isUnfinished })
    // The loss of a connection may be noticed later: nothing is asked over the old one.
    expect(asked[0]).toBe('(reconnect)')
  })
})

describe('cancelling a build', () => {
  // A refused push before it leaves its own record open, and newest.
  const REFUSED =
    '[{"display_status":"running","started_at":"2026-11-30T10:00:00Z"},{"display_status":"abandoned","started_at":"2026-11-30T10:01:00Z"}]'
  const CANCELED =
    '[{"display_status":"succeeded","started_at":"2026-11-30T10:00:00Z"},{"display_status":"canceled","started_at":"2026-11-30T10:01:00Z"}]'
  const SUCCEEDED =
    '[{"display_status":"canceled","started_at":"2026-11-30T10:00:00Z"},{"display_status":"succeeded","started_at":"2026-11-30T10:01:00Z"}]'
  test.each([
    ['stopped it if its record says so', { code: 0, stdout: CANCELED }, 'stopped'],
    ['is too late if it has ended by itself', { code: 0, stdout: SUCCEEDED }, 'over'],
    ['has not stopped it if a build is running', RUNNING, 'running'],
    ['has not stopped it if an older build is running', { code: 0, stdout: REFUSED }, 'running'],
  ])('%s', async (_, builds, expected) => {
    const { dokku, asked } = scriptedServer((command) =>
      // builds:cancel exits with 0 even if it cancelled nothing.
      command.startsWith('builds:list') ? builds : { code: 0 },
    )
    expect(await cancelBuild(dokku, 'shop')).toBe(expected)
    expect(asked).toEqual(['builds:cancel shop', 'builds:list shop --format json'])
  })

  test('is not known to have ended if builds are not listed', async () => {
    const { dokku } = scriptedServer((command) => ({ code: command.includes('list') ? 1 : 0 }))
    await expect(cancelBuild(dokku, 'shop')).rejects.toMatchObject({ reason: 'dokku-failed' })
  })
})

describe('a version without records', () => {
  const wait = async (
    answer: { code: number; stderr?: string },
    version: [number, number, number],
  ) => {
    const { dokku, asked } = scriptedServer(() => answer, version)
    const ports = { clock: instantClock(), cancel: never }
    return { outcome: await waitForOutcome(dokku, 'shop', async () => false, 9000, ports), asked }
  }
  test('is asked for the lock', async () => {
    const { outcome, asked } = await wait(
      { code: 1, stderr: ' !     Deploy lock does not exist' },
      [0, 29, 2],
    )
    expect([outcome, asked]).toEqual(['not-deployed', Array(2).fill('apps:locked shop')])
    expect((await wait({ code: 0 }, [0, 29, 2])).outcome).toBe('unknown')
  })

  test('or cannot be asked at all', async () => {
    expect(await wait({ code: 0 }, [0, 10, 5])).toEqual({ outcome: 'unknown', asked: [] })
  })

  test('an answer that is refused is not an answer, and is not asked for again', async () => {
    const refused = {
      code: 1,
      stderr: ' !     User ci does not have permissions to run apps:locked',
    }
    await expect(wait(refused, [0, 29, 2])).rejects.toMatchObject({ reason: 'look-denied' })
  })
})
