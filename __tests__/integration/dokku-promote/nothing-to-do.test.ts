// Production runs the very image of staging, whatever happened to the image's name since: nothing is to be done.
import { expect } from '@jest/globals'
import {
  changing,
  ended,
  errors,
  layersOf,
  type Promotion,
  promotion,
} from '../../support/dokku/promotion.ts'
import { eventually } from '../../support/dokku/servers-by-version.ts'
import { describe, test } from '../../support/ssh-client-tests.ts'

const LONG = 300_000
const BAD = { checks: 'fail' }

/** Promotes the image of staging by name. */
async function promoted(version: string): Promise<Promotion> {
  const p = await promotion(version)
  await p.deploy(p.from, 'v1')
  expect(ended(await p.run({ method: 'image' }))).toMatchObject({ code: 0, changed: 'true' })
  return p
}

/** Promotes again, and expects that nothing is done. */
async function expectNothing(p: Promotion, inputs: Readonly<Record<string, string>> = {}) {
  const before = layersOf(p.server, p.to)
  const again = await p.run(inputs)
  expect([errors(again), ended(again)]).toEqual([
    '',
    { code: 0, reason: '', changed: 'false', same: 'true', method: 'image' },
  ])
  expect(again.plan?.there).toBe(true)
  expect(again.outputs['image']).toBe(`dokku/${p.from}:latest`)
  expect(changing(again.asked)).toEqual([])
  expect(layersOf(p.server, p.to)).toEqual(before)
}

describe('nothing to do', () => {
  test.concurrent(
    '0.38.27: the next push to staging failed its checks; by every method',
    async () => {
      const p = await promoted('0.38.27')
      expect((await p.deploy(p.from, 'bad', BAD)).code).toBe(1)
      for (const method of ['auto', 'image', 'registry', 'commit'])
        await expectNothing(p, { method })
    },
    LONG,
  )

  test.concurrent(
    '0.24.0: the next push to staging failed its checks',
    async () => {
      const p = await promoted('0.24.0')
      expect((await p.deploy(p.from, 'bad', BAD)).code).toBe(1)
      await expectNothing(p)
    },
    LONG,
  )

  test.concurrent(
    '0.38.27: staging was restarted, then a push failed',
    async () => {
      const p = await promoted('0.38.27')
      await p.client.dokku(`ps:restart ${p.from}`)
      await expectNothing(p)
      expect((await p.deploy(p.from, 'bad', BAD)).code).toBe(1)
      await expectNothing(p)
    },
    LONG,
  )

  test.concurrent(
    '0.29.2, which never knows what the name means: production was deployed from the image by hand',
    async () => {
      const p = await promotion('0.29.2')
      await p.deploy(p.from, 'v1')
      await p.client.dokku(`git:from-image ${p.to} dokku/${p.from}:latest`)
      await expectNothing(p)
    },
    LONG,
  )

  test.concurrent(
    'an app that was itself promoted, whose next promotion failed: there is no commit to rebuild',
    async () => {
      const p = await promotion('0.38.27')
      const uat = `${p.to}-uat`
      await p.client.dokku(`apps:create ${uat}`)
      await p.deploy(p.from, 'v1')
      expect(ended(await p.run({ to: uat }))).toMatchObject({ code: 0 })
      expect(ended(await p.run({ from: uat }))).toMatchObject({ code: 0, changed: 'true' })
      await p.deploy(p.from, 'v2')
      p.spoil(BAD as { checks: 'fail' })
      expect(ended(await p.run({ to: uat }))).toMatchObject({ reason: 'checks-failed' })
      const again = await p.run({ from: uat })
      expect(ended(again)).toMatchObject({ code: 0, changed: 'false', same: 'true' })
      expect(await p.page(p.to)).toBe('200 v1')
    },
    LONG,
  )
})

test.concurrent(
  'something to do: staging has a new version, and the push after it failed',
  async () => {
    const p = await promoted('0.38.27')
    await p.deploy(p.from, 'v2')
    expect((await p.deploy(p.from, 'bad', BAD)).code).toBe(1)
    const next = await p.run({})
    expect(ended(next)).toMatchObject({ code: 0, changed: 'true', same: 'false', method: 'commit' })
    expect(await p.page(p.to)).toBe('200 v2')
  },
  LONG,
)

describe('the image of staging is still the running one after', () => {
  test.concurrent(
    'a restart',
    async () => {
      const p = await promotion('0.38.27')
      await p.deploy(p.from, 'v1')
      await p.client.dokku(`ps:restart ${p.from}`)
      expect(ended(await p.run({}))).toMatchObject({ code: 0, method: 'image', same: 'true' })
    },
    LONG,
  )

  test.concurrent(
    'a push that the lock refused',
    async () => {
      const p = await promotion('0.38.27')
      p.server.set(p.from, { hang: true })
      const first = p.deploy(p.from, 'v1')
      await eventually(() => p.server.app(p.from)?.builds.length === 1)
      expect((await p.client.push(p.from, 'master', '--force')).code).toBe(1)
      p.server.set(p.from, {})
      expect((await first).code).toBe(0)
      expect(p.server.app(p.from)?.builds.at(-1)).toMatchObject({ status: 'failed', code: -1 })
      expect(ended(await p.run({}))).toMatchObject({ code: 0, method: 'image', same: 'true' })
    },
    LONG,
  )
})
