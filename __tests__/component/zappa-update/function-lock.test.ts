// The lock of a function, with the tags in memory: runs whose calls come in every order.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  LOCK_TAG_PREFIX,
  type LockPorts,
  type LockRequest,
  lockOwner,
  takeLock,
} from '../../../actions/zappa-update/src/aws/function-lock.ts'
import { UserError } from '../../../kit/action/user-error.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:shop-dev'

type World = { tags: Record<string, string>; logged: string[]; time: number }
type Order = <T>(act: () => T) => Promise<T>

const newWorld = (tags: Record<string, string> = {}): World => ({ tags, logged: [], time: 0 })
const immediately: Order = async (act) => act()

function portsOf(world: World, order: Order = immediately): LockPorts {
  return {
    aws: {
      tags: () => order(() => ({ ...world.tags })),
      tag: (_, key, value) =>
        order(() => {
          world.tags[key] = value
        }),
      untag: (_, keys) =>
        order(() => {
          for (const key of keys) delete world.tags[key]
        }),
    },
    clock: {
      now: () => world.time,
      sleep: (milliseconds) =>
        order(() => {
          world.time += milliseconds
        }),
    },
    date: () => NOW + world.time,
    random: () => 0.5,
    log: (line) => world.logged.push(line),
    notice: (message) => world.logged.push(`notice: ${message}`),
    warn: (message) => world.logged.push(`warning: ${message}`),
  }
}

const requestOf = (name: string, more: Partial<LockRequest> = {}): LockRequest => ({
  arn: ARN,
  key: LOCK_TAG_PREFIX + name,
  owner: `https://github.com/shop/shop/actions/runs/${name} attempt 1`,
  lifetime: 60_000,
  maxWait: 0,
  ...more,
})
const never = new AbortController().signal
const until = (milliseconds: number): string =>
  `https://github.com/shop/shop/actions/runs/1 attempt 1 until ${new Date(NOW + milliseconds).toISOString()}`

describe('a function', () => {
  test('without a lock is locked immediately, with the run and an expiry', async () => {
    const world = newWorld({ owner: 'team' })
    expect(await takeLock(requestOf('7'), portsOf(world), never)).toBe(true)
    const value =
      'https://github.com/shop/shop/actions/runs/7 attempt 1 until 2026-11-22T12:01:00.000Z'
    expect(world.tags).toEqual({ owner: 'team', [`${LOCK_TAG_PREFIX}7`]: value })
  })

  test('locked by another run is waited for, and then refused with that run named', async () => {
    const world = newWorld({ [`${LOCK_TAG_PREFIX}1`]: until(3_600_000) })
    const taking = takeLock(requestOf('7', { maxWait: 9000 }), portsOf(world), never)
    await expect(taking).rejects.toThrow(/after 9 s of waiting: ".*\/runs\/1 attempt 1 until/)
    expect(Object.keys(world.tags)).toEqual([`${LOCK_TAG_PREFIX}1`])
    expect(world.logged[0]).toContain('Waiting for another run')
    expect(world.time).toBe(9000)
  })

  test('whose lock has expired is locked, with a notice', async () => {
    const world = newWorld({ [`${LOCK_TAG_PREFIX}1`]: until(-1) })
    expect(await takeLock(requestOf('7'), portsOf(world), never)).toBe(true)
    expect(Object.keys(world.tags)).toEqual([`${LOCK_TAG_PREFIX}7`])
    expect(world.logged).toEqual([
      expect.stringContaining(
        'notice: Another run left its lock on this function, which has expired',
      ),
    ])
  })

  test('whose lock expires while it is waited for is locked', async () => {
    const world = newWorld({ [`${LOCK_TAG_PREFIX}1`]: until(5000) })
    const isHeld = await takeLock(requestOf('7', { maxWait: 60_000 }), portsOf(world), never)
    expect(isHeld).toBe(true)
    expect(world.time).toBeGreaterThan(5000)
  })

  test('whose lock has no expiry stays locked', async () => {
    const world = newWorld({ [`${LOCK_TAG_PREFIX}1`]: 'a team' })
    await expect(takeLock(requestOf('7'), portsOf(world), never)).rejects.toThrow('"a team"')
  })

  test('whose tags are denied is not locked, and a warning says so', async () => {
    const world = newWorld()
    const ports = portsOf(world)
    const denied = async (): Promise<never> => {
      throw new UserError('denied', 'AWS denies it')
    }
    const aws = { ...ports.aws, tag: denied }
    expect(await takeLock(requestOf('7'), { ...ports, aws }, never)).toBe(false)
    expect(world.logged).toEqual([expect.stringMatching(/^warning: .*"concurrency:"/)])
  })

  test('locked by another run is refused even if tags can be set but not removed', async () => {
    const world = newWorld({ [`${LOCK_TAG_PREFIX}1`]: until(3_600_000) })
    const ports = portsOf(world)
    const denied = async (): Promise<never> => {
      throw new UserError('denied', 'AWS denies it')
    }
    const aws = { ...ports.aws, untag: denied }
    await expect(takeLock(requestOf('7'), { ...ports, aws }, never)).rejects.toThrow(/runs\/1 /)
    expect(world.logged).toContainEqual(
      expect.stringMatching(/^warning: A lock tag .* can't be removed/),
    )
  })

  test('is not waited for if the run is cancelled', async () => {
    const world = newWorld({ [`${LOCK_TAG_PREFIX}1`]: until(3_600_000) })
    const taking = takeLock(requestOf('7', { maxWait: 9000 }), portsOf(world), AbortSignal.abort())
    await expect(taking).rejects.toMatchObject({ reason: 'cancelled' })
  })
})

test('of several runs at once, with their calls in any order, at most one gets the lock', async () => {
  const order = fc.scheduler()
  await fc.assert(
    fc.asyncProperty(order, fc.integer({ min: 2, max: 4 }), async (scheduler, count) => {
      const world = newWorld()
      const scheduled: Order = (act) => scheduler.schedule(Promise.resolve()).then(act)
      const runs = Array.from({ length: count }, (_, run) =>
        takeLock(requestOf(String(run)), portsOf(world, scheduled), never).catch(() => false),
      )
      const held = (await scheduler.waitFor(Promise.all(runs))).filter(Boolean)
      expect(held.length).toBeLessThanOrEqual(1)
      expect(Object.keys(world.tags)).toHaveLength(held.length)
    }),
    { numRuns: 500 },
  )
})

test.each([
  [{}, 'a run outside of GitHub Actions'],
  [
    {
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'shop/shop',
      GITHUB_RUN_ID: '5',
      GITHUB_RUN_ATTEMPT: '2',
    },
    'https://github.com/shop/shop/actions/runs/5 attempt 2',
  ],
])('the owner of %j is %s', (env, owner) => expect(lockOwner(env)).toBe(owner))
