// The lock of a function, whose tags are a record here: two runs in every order of their calls.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  type Asked,
  type LockPorts,
  ownerOf,
  PREFIX,
  takeLock,
} from '../../../actions/zappa-update/src/aws/function-lock.ts'
import { UserError } from '../../../kit/action/user-error.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:shop-dev'

type World = { tags: Record<string, string>; said: string[]; time: number }
type Order = <T>(act: () => T) => Promise<T>

const newWorld = (tags: Record<string, string> = {}): World => ({ tags, said: [], time: 0 })
const atOnce: Order = async (act) => act()

function portsOf(world: World, order: Order = atOnce): LockPorts {
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
    log: (line) => world.said.push(line),
    notice: (message) => world.said.push(`notice: ${message}`),
    warn: (message) => world.said.push(`warning: ${message}`),
  }
}

const askedBy = (name: string, more: Partial<Asked> = {}): Asked => ({
  arn: ARN,
  key: PREFIX + name,
  owner: `https://github.com/shop/shop/actions/runs/${name} attempt 1`,
  lasts: 60_000,
  wait: 0,
  ...more,
})
const never = new AbortController().signal
const until = (milliseconds: number): string =>
  `https://github.com/shop/shop/actions/runs/1 attempt 1 until ${new Date(NOW + milliseconds).toISOString()}`

describe('a function', () => {
  test('that nobody updates is locked at once, with the run and an expiry', async () => {
    const world = newWorld({ owner: 'team' })
    const lock = await takeLock(askedBy('7'), portsOf(world), never)
    expect(lock).toEqual({ isHeld: true })
    const value =
      'https://github.com/shop/shop/actions/runs/7 attempt 1 until 2026-11-22T12:01:00.000Z'
    expect(world.tags).toEqual({ owner: 'team', [`${PREFIX}7`]: value })
  })

  test('that another run updates is waited for, and then refused with that run named', async () => {
    const world = newWorld({ [`${PREFIX}1`]: until(3_600_000) })
    const taken = takeLock(askedBy('7', { wait: 9000 }), portsOf(world), never)
    await expect(taken).rejects.toThrow(/after 9 s of waiting: ".*\/runs\/1 attempt 1 until/)
    expect(Object.keys(world.tags)).toEqual([`${PREFIX}1`])
    expect(world.said[0]).toContain('Waiting for another run')
    expect(world.time).toBe(9000)
  })

  test('is taken over when the lock has expired, with a notice', async () => {
    const world = newWorld({ [`${PREFIX}1`]: until(-1) })
    expect(await takeLock(askedBy('7'), portsOf(world), never)).toMatchObject({ isHeld: true })
    expect(Object.keys(world.tags)).toEqual([`${PREFIX}7`])
    expect(world.said).toEqual([expect.stringContaining('notice: A run left its lock behind')])
  })

  test('is taken over when the lock expires while it is waited for', async () => {
    const world = newWorld({ [`${PREFIX}1`]: until(5000) })
    const lock = await takeLock(askedBy('7', { wait: 60_000 }), portsOf(world), never)
    expect(lock).toEqual({ isHeld: true })
  })

  test('whose lock tells no time stays locked', async () => {
    const world = newWorld({ [`${PREFIX}1`]: 'somebody' })
    await expect(takeLock(askedBy('7'), portsOf(world), never)).rejects.toThrow('"somebody"')
  })

  test('whose tags are denied is not locked, with a warning', async () => {
    const world = newWorld()
    const ports = portsOf(world)
    const denied = async (): Promise<never> => {
      throw new UserError('denied', 'AWS denies it')
    }
    const lock = await takeLock(
      askedBy('7'),
      { ...ports, aws: { ...ports.aws, tag: denied } },
      never,
    )
    expect(lock).toEqual({ isHeld: false })
    expect(world.said).toEqual([expect.stringMatching(/^warning: .*"concurrency:"/)])
  })

  test('whose tags can be set and not taken away is not passed while another run has it', async () => {
    const world = newWorld({ [`${PREFIX}1`]: until(3_600_000) })
    const ports = portsOf(world)
    const denied = async (): Promise<never> => {
      throw new UserError('denied', 'AWS denies it')
    }
    const aws = { ...ports.aws, untag: denied }
    await expect(takeLock(askedBy('7'), { ...ports, aws }, never)).rejects.toThrow(/runs\/1 /)
    expect(world.said).toContainEqual(expect.stringMatching(/^warning: A tag .* taken away/))
  })

  test('is not waited for when the run is cancelled', async () => {
    const world = newWorld({ [`${PREFIX}1`]: until(3_600_000) })
    const taken = takeLock(askedBy('7', { wait: 9000 }), portsOf(world), AbortSignal.abort())
    await expect(taken).rejects.toMatchObject({ reason: 'cancelled' })
  })
})

test('of several runs at once, in any order of their calls, never two hold the lock', async () => {
  const order = fc.scheduler()
  await fc.assert(
    fc.asyncProperty(order, fc.integer({ min: 2, max: 4 }), async (scheduler, count) => {
      const world = newWorld()
      const slowly: Order = (act) => scheduler.schedule(Promise.resolve()).then(act)
      const runs = Array.from({ length: count }, (_, run) =>
        takeLock(askedBy(String(run)), portsOf(world, slowly), never).then(
          () => true,
          () => false,
        ),
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
])('the owner of %j is %s', (env, owner) => expect(ownerOf(env)).toBe(owner))
