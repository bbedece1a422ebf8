// More than 200 runs that are killed, each at another moment, and the runs after them.
import { expect, test } from '@jest/globals'
import pMap from 'p-map'
import { described } from '../../support/release/described.ts'
import { wrongInstants } from '../../support/release/instants.ts'
import { countedRun, type Moment, momentsOf } from '../../support/release/moments.ts'
import { releaseWorld, type Shop, said } from '../../support/release/world.ts'

const world = releaseWorld({ keepAlive: false })

/** How many killed runs one remote sees before one is left to end. */
const CHAIN = 4

let killed = 0

type Scene = { readonly step: string; readonly prepare: () => Promise<Shop> }

const SCENES: Readonly<Record<string, Scene>> = {
  start: { step: 'start', prepare: async () => world.shop() },
  'finish with merges': {
    step: 'finish',
    prepare: async () => {
      const shop = world.shop()
      await world.run(shop, 'start')
      shop.add(
        {
          branch: 'master',
          message: 'hotfix',
          files: { 'other.txt': 'mended\n', VERSION: '1.2.1\n' },
        },
        { branch: 'develop', message: 'feat: next', files: { 'next.txt': 'x\n' } },
      )
      return shop
    },
  },
  'finish without other commits': {
    step: 'finish',
    prepare: async () => {
      const shop = world.shop()
      await world.run(shop, 'start')
      return shop
    },
  },
  abandon: {
    step: 'abandon',
    prepare: async () => {
      const shop = world.shop()
      await world.run(shop, 'start')
      return shop
    },
  },
}

test.each(Object.keys(SCENES))(
  '%s, killed at each moment: all or nothing, and the next run ends it',
  async (name) => {
    const { step, prepare } = SCENES[name] as Scene
    const whole = await prepare()
    const undisturbed = await countedRun(world, whole, step)
    expect(undisturbed.success).toBe(true)
    const end = described(whole)
    const moments = momentsOf(undisturbed)
    // Neighbours are not in one chain: a chain has kills early and late in the run.
    const chains = Array.from({ length: Math.ceil(moments.length / CHAIN) }, (_, first) =>
      moments.filter((__, index) => index % Math.ceil(moments.length / CHAIN) === first),
    )
    await pMap(
      chains,
      async (chain) => {
        const shop = await prepare()
        for (const moment of chain) await kill(shop, step, moment, end)
        const last = await world.run(shop, step)
        expect([chain, said(last)]).toEqual([
          chain,
          expect.stringMatching(
            /^(started|resumed|finished|already-finished|abandoned|already-abandoned|no-release)$/,
          ),
        ])
        expect([chain, described(shop)]).toEqual([chain, end])
        expect([chain, wrongInstants(shop)]).toEqual([chain, []])
      },
      { concurrency: 4 },
    )
  },
)

/** A killed run leaves the refs as they were, or as they are in the end. */
async function kill(
  shop: Shop,
  step: string,
  moment: Moment,
  end: Record<string, string>,
): Promise<void> {
  const before = described(shop)
  const isDone = JSON.stringify(before) === JSON.stringify(end)
  const result = await countedRun(world, shop, step, {}, moment)
  // A run that finds everything done may end before the moment.
  if (!isDone) expect([moment, result.killedBy]).toEqual([moment, 'SIGKILL'])
  if (result.killedBy === 'SIGKILL') killed += 1
  const after = described(shop)
  expect([
    [moment, before],
    [moment, end],
  ]).toContainEqual([moment, after])
}

test('these were more than 200', () => {
  expect(killed).toBeGreaterThanOrEqual(200)
})
