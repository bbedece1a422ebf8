// Promotions that fail: what is left, what is restored, and what is reported.
import { expect } from '@jest/globals'
import { ended, errors, layersOf, promotion } from '../../support/dokku/promotion.ts'
import { describe, test } from '../../support/ssh-client-tests.ts'

const LONG = 300_000
const failed = (reason: string) => ({ code: 1, reason })

/** Promotes a first version, and deploys a second one to staging. */
async function second(version: string, how: 'registry' | 'image', behaviour: object) {
  const p = await promotion(version)
  if (how === 'registry') await p.publish(p.from)
  await p.deploy(p.from, 'v1')
  const first = await p.run({ smoke: 'url: /\ntext: v1' })
  expect(ended(first)).toMatchObject({ code: 0, changed: 'true', method: how })
  await p.deploy(p.from, 'v2', behaviour)
  return p
}

/** A smoke test that the next version fails. */
const SMOKE = 'url: /missing\nstatus: 200'
describe('what a failed deployment left in staging is never promoted', () => {
  test.concurrent.each([
    ['0.38.27', 'registry'],
    ['0.38.27', 'local'],
    ['0.24.0', 'local'],
  ] as const)(
    '%s, %s',
    async (version, where) => {
      const p = await promotion(version)
      if (where === 'registry') await p.publish(p.from)
      await p.deploy(p.from, 'good')
      const [good] = layersOf(p.server, p.from)
      expect((await p.deploy(p.from, 'bad', { checks: 'fail' })).code).toBe(1)
      const bad = p.server.docker().tags[`dokku/${p.from}:latest`] ?? ''
      expect(p.server.docker().images[bad]?.layers.join(' ')).not.toBe(good)
      const image = await p.run({ method: 'image' })
      if (where === 'local') {
        expect(ended(image)).toMatchObject(failed('image-unproved'))
        expect(p.server.app(p.to)?.deployed).toBe(false)
      }
      const done = await p.run({})
      const method = where === 'registry' ? 'registry' : 'commit'
      expect(ended(done)).toMatchObject({ code: 0, method })
      expect(await p.page(p.to)).toBe('200 good')
      if (where === 'registry') {
        expect(done.outputs['image']).toBe(`registry.test:5000/dokku/${p.from}:1`)
        expect(p.server.app(p.from)?.tagVersion).toBe(2)
        expect(layersOf(p.server, p.to)).toEqual([good])
      }
    },
    LONG,
  )
})

describe('a smoke test that fails', () => {
  test.concurrent.each([
    ['0.38.27', 'rollback'],
    ['0.38.27', 'keep'],
  ] as const)(
    '%s: the previous image was in a registry, %s',
    async (version, then) => {
      const p = await second(version, 'registry', {})
      const result = await p.run({ smoke: SMOKE, 'on-failure': then })
      const isBack = then === 'rollback'
      expect(ended(result)).toEqual({
        ...failed('smoke-failed'),
        changed: String(!isBack),
        same: String(!isBack),
        method: 'registry',
      })
      expect(result.outputs['previous']).toBe(`registry.test:5000/dokku/${p.from}:1`)
      expect(result.plan?.['can-go-back']).toBe(true)
      expect(await p.page(p.to)).toBe(isBack ? '200 v1' : '200 v2')
      expect(errors(result)).toContain('Running now: web.1')
      expect(errors(result).includes('The previous version was restored')).toBe(isBack)
    },
    LONG,
  )

  test.concurrent.each([['0.24.0']] as const)(
    "%s: a previous local image can't be restored, and a warning says so beforehand",
    async (version) => {
      const p = await second(version, 'image', {})
      const result = await p.run({ smoke: SMOKE, 'on-failure': 'rollback' })
      expect(ended(result)).toMatchObject({ ...failed('smoke-failed'), changed: 'true' })
      expect(result.plan?.['can-go-back']).toBe(false)
      expect(result.raw).toContain('has no permanent name')
      expect(errors(result)).toContain('The previous image has no permanent name')
      // And no message claims that it was.
      expect(errors(result)).not.toContain('was restored')
      expect(await p.page(p.to)).toBe('200 v2')
    },
    LONG,
  )

  test.concurrent.each([
    ['0.38.27', 'image'],
    ['0.24.0', 'image'],
    ['0.10.5', 'commit'],
  ] as const)(
    '%s, %s: the previous commit is restored',
    async (version, method) => {
      const p = await promotion(version)
      const files = { processes: ['web', 'worker'] }
      await p.deploy(p.to, 'old', files)
      await p.deploy(p.from, 'v2', files)
      const result = await p.run({ method, smoke: SMOKE, 'on-failure': 'rollback' })
      expect(ended(result)).toMatchObject({ ...failed('smoke-failed'), changed: 'false' })
      expect(await p.page(p.to)).toBe('200 old')
      expect(p.server.app(p.to)?.containers).toHaveLength(2)
    },
    LONG,
  )

  test.concurrent.each([['0.29.2'], ['0.24.0']] as const)(
    '%s: a rollback does not restore what a failed promotion left on the branch',
    async (version) => {
      const p = await promotion(version)
      if (version === '0.29.2') await p.publish(p.from)
      await p.deploy(p.to, 'old')
      await p.deploy(p.from, 'v2')
      // Its code is lost, and the branch says FROM what failed.
      const mend = p.spoil()
      expect(ended(await p.run({}))).toMatchObject(failed('checks-failed'))
      mend()
      const result = await p.run({ smoke: SMOKE, 'on-failure': 'rollback' })
      expect(ended(result)).toMatchObject(failed('smoke-failed'))
      const isBack = version === '0.29.2'
      expect(result.plan?.['can-go-back']).toBe(isBack)
      expect(errors(result).includes('The previous version was restored')).toBe(isBack)
      expect(await p.page(p.to)).toBe(isBack ? '200 old' : '200 v2')
    },
    LONG,
  )
})
