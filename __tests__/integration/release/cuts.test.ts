// The remote is cut before, during and after each request, on connections of their own and on one that is used again.
import { describe, expect, test } from '@jest/globals'
import pMap from 'p-map'
import type { Cut } from '../../../fakes/git/git-server.ts'
import { described } from '../../support/release/described.ts'
import { wrongInstants } from '../../support/release/instants.ts'
import { releaseWorld, type Shop, said } from '../../support/release/world.ts'

const CUTS: readonly Cut[] = ['before', 'arriving', 'after', 'answering']

describe.each([
  ['on connections of their own', false],
  ['on a connection that is used again', true],
])('each request cut %s', (_, keepAlive) => {
  const world = releaseWorld({ keepAlive })

  /** Cuts the n-th request. */
  function cutting(shop: Shop, number: number, cut: Cut): void {
    let count = 0
    shop.handle = () => {
      count += 1
      return count === number ? { cut } : undefined
    }
  }

  test.each(['start', 'finish', 'abandon'])('%s ends as an undisturbed one', async (step) => {
    const prepared = async (): Promise<Shop> => {
      const shop = world.shop()
      if (step !== 'start') await world.run(shop, 'start')
      return shop
    }
    const whole = await prepared()
    const { outputs } = await world.run(whole, step)
    const moments = whole.requests.flatMap((__, index) =>
      CUTS.map((cut) => [index + 1, cut] as const),
    )
    // Reused connections differ in what curl sends again: that is where not a byte comes back.
    const wanted = moments.filter(([, cut]) => !keepAlive || cut === 'after' || cut === 'before')
    await pMap(
      wanted,
      async ([number, cut]) => {
        const shop = await prepared()
        cutting(shop, number, cut)
        const result = await world.run(shop, step)
        const where = `${step}, request ${number} cut ${cut}`
        expect([where, said(result)]).toEqual([where, outputs['reason']])
        expect([where, described(shop)]).toEqual([where, described(whole)])
        expect([where, wrongInstants(shop)]).toEqual([where, []])
        expect(result.outputs['changed']).toBe('true')
      },
      { concurrency: 4 },
    )
  })
})

describe('a remote that is gone', () => {
  const world = releaseWorld({ keepAlive: false })

  test('for good, before the push: an error, and nothing was changed', async () => {
    const shop = world.shop()
    shop.handle = ({ kind }) => (kind.startsWith('push') ? { cut: 'before' } : undefined)
    const result = await world.run(shop, 'start', { inputs: { timeout: '3s' } })
    expect(said(result)).toMatch(/^(remote-unreachable|timed-out)\n/)
    expect(shop.log.transactions()).toEqual([])
  })

  test('for good, from the push on: an error that says that it is not known, and the next run goes on', async () => {
    const shop = world.shop()
    let isGone = false
    shop.handle = ({ kind }) => {
      if (kind === 'push' && !isGone) {
        isGone = true
        return { cut: 'after' }
      }
      return isGone ? { cut: 'before' } : undefined
    }
    const result = await world.run(shop, 'start')
    expect(said(result)).toMatch(/^remote-unreachable\n.*not known/s)
    shop.handle = undefined
    expect((await world.run(shop, 'start')).outputs).toMatchObject({
      reason: 'resumed',
      version: '1.3.0',
    })
  })

  test('answers 502 for a while', async () => {
    const shop = world.shop()
    let count = 0
    shop.handle = () => {
      count += 1
      return count === 2 ? { refuse: { status: 502, text: 'Bad Gateway' } } : undefined
    }
    expect(said(await world.run(shop, 'start'))).toBe('started')
  })
})
