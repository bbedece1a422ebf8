// The remote is cut before, during and after each request, on connections of their own and on one that is used again.
import { describe, expect, jest, test } from '@jest/globals'
import pMap from 'p-map'
import type { RequestKind } from '../../../fakes/git/git-request.ts'
import type { Cut } from '../../../fakes/git/git-server.ts'
import { described } from '../../support/release/described.ts'
import { wrongInstants } from '../../support/release/instants.ts'
import { releaseWorld, type Shop, said } from '../../support/release/world.ts'

jest.setTimeout(900_000)

/** Where it makes a difference for a request: what only reads is the same before and after, unless a part of the answer arrives. */
const CUTS: Readonly<Record<RequestKind, readonly Cut[]>> = {
  hello: ['before', 'answering'],
  listing: ['before', 'answering'],
  fetch: ['before', 'answering'],
  'push-listing': ['before', 'answering'],
  probe: ['before', 'after'],
  push: ['before', 'arriving', 'after', 'answering'],
}

describe.each([
  ['each request, on connections of their own', false],
  ['each push, on a connection that is used again', true],
])('%s, is cut:', (_, keepAlive) => {
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
    const prepared = world.shop()
    if (step !== 'start') await world.run(prepared, 'start')
    const whole = world.shop(prepared)
    const { outputs } = await world.run(whole, step)
    const moments = whole.requests.flatMap(({ kind }, index) =>
      CUTS[kind].map((cut) => ({ number: index + 1, kind, cut })),
    )
    expect(moments.filter(({ kind }) => kind === 'push')).toHaveLength(4)
    // There curl sends a request again if not a byte of an answer came.
    const wanted = moments.filter(
      ({ kind, cut }) => !keepAlive || (kind === 'push' && cut !== 'answering'),
    )
    await pMap(
      wanted,
      async (moment) => {
        const shop = world.shop(prepared)
        cutting(shop, moment.number, moment.cut)
        const result = await world.run(shop, step)
        expect([moment, said(result)]).toEqual([moment, outputs['reason']])
        expect([moment, described(shop)]).toEqual([moment, described(whole)])
        expect([moment, wrongInstants(shop)]).toEqual([moment, []])
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
