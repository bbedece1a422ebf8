// More than 200 runs that are killed, each at another moment, and the runs after them.
import { expect, jest, test } from '@jest/globals'
import pMap from 'p-map'
import { described } from '../../support/release/described.ts'
import { wrongInstants } from '../../support/release/instants.ts'
import { countedRun, type Moment, momentsOf } from '../../support/release/moments.ts'
import { releaseWorld, type Shop, said } from '../../support/release/world.ts'

jest.setTimeout(900_000)

const world = releaseWorld({ keepAlive: false })

/** How many killed runs one remote sees before one is left to end. */
const CHAIN = 8

let killed = 0

type Scene = {
  readonly step: string
  readonly prepare: (shop: Shop) => Promise<void> | void
  readonly every: number
}

const started = async (shop: Shop): Promise<void> => void (await world.run(shop, 'start'))

/** `every`: of the git processes, each of so many is a moment; each request is one three times. */
const SCENES: Readonly<Record<string, Scene>> = {
  start: { step: 'start', every: 1, prepare: () => {} },
  finish: {
    step: 'finish',
    every: 3,
    async prepare(shop) {
      await started(shop)
      shop.add(
        {
          branch: 'master',
          message: 'hotfix',
          files: { 'other.txt': 'mended\n', VERSION: '1.2.1\n' },
        },
        { branch: 'develop', message: 'feat: next', files: { 'next.txt': 'x\n' } },
      )
    },
  },
  abandon: { step: 'abandon', every: 1, prepare: started },
}

const OUTCOME = /^(?:started|resumed|finished|already-finished|abandoned|already-abandoned)$/

test.each(Object.keys(SCENES))(
  '%s, killed at each moment: all or nothing, and the next run ends it',
  async (name) => {
    const { step, prepare, every } = SCENES[name] as Scene
    const prepared = world.shop()
    await prepare(prepared)
    const whole = world.shop(prepared)
    const undisturbed = await countedRun(world, whole, step)
    expect(undisturbed.success).toBe(true)
    const end = described(whole)
    const moments = momentsOf(undisturbed).filter((one) => !('git' in one) || one.git % every === 0)
    // Neighbours are not in one chain: a chain has kills early and late in the run.
    const count = Math.ceil(moments.length / CHAIN)
    const chains = Array.from({ length: count }, (_, first) =>
      moments.filter((__, index) => index % count === first),
    )
    await pMap(
      chains,
      async (chain) => {
        const shop = world.shop(prepared)
        for (const moment of chain) await kill(shop, step, moment, end)
        const last = await world.run(shop, step)
        expect([chain, said(last)]).toEqual([chain, expect.stringMatching(OUTCOME)])
        expect([chain, described(shop)]).toEqual([chain, end])
        expect([chain, wrongInstants(shop)]).toEqual([chain, []])
      },
      { concurrency: 4 },
    )
  },
)

/** A killed run leaves the refs as they were, or as they are in the end; then the runs after it change nothing. */
async function kill(
  shop: Shop,
  step: string,
  moment: Moment,
  end: Readonly<Record<string, string>>,
): Promise<void> {
  const before = shop.log.transactions().length
  const result = await countedRun(world, shop, step, {}, moment)
  // A run that finds everything done ends before most moments.
  if (before === 0) expect([moment, result.killedBy]).toEqual([moment, 'SIGKILL'])
  if (result.killedBy === 'SIGKILL') killed += 1
  const after = shop.log.transactions().length
  expect([moment, after]).toEqual([moment, Math.max(before, Math.min(after, 1))])
  if (after > before) expect([moment, described(shop)]).toEqual([moment, end])
}

test('these were more than 200', () => {
  expect(killed).toBeGreaterThanOrEqual(200)
})
