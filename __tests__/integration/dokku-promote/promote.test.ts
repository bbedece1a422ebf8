// What is promoted by each method on each version of Dokku, and again when staging has something new.
import { expect } from '@jest/globals'
import { changing, ended, layersOf, promotion } from '../../support/dokku/promotion.ts'
import { describe, test } from '../../support/ssh-client-tests.ts'

const promoted = (method: string) => ({
  ...{ code: 0, reason: '', changed: 'true', method },
  same: String(method !== 'commit'),
})

describe('every method on every version that has it', () => {
  test.concurrent.each([
    ['0.38.27', 'auto', 'registry'],
    ['0.38.27', 'auto', 'image'],
    ['0.38.27', 'commit', 'commit'],
    ['0.29.2', 'auto', 'registry'],
    ['0.29.2', 'auto', 'commit'],
    ['0.24.0', 'auto', 'image'],
    ['0.10.5', 'auto', 'commit'],
  ] as const)(
    '%s, %s: by %s, and a new version again',
    async (version, wanted, method) => {
      const p = await promotion(version)
      if (method === 'registry') await p.publish(p.from)
      await p.deploy(p.from, 'v1', { processes: ['web', 'worker'] })
      const first = await p.run({ method: wanted })
      expect(ended(first)).toEqual(promoted(method))
      expect(await p.page(p.to)).toBe('200 v1')
      const commits = await p.deploy(p.from, 'v2', { processes: ['web', 'worker'] })
      expect(commits.code).toBe(0)
      const next = await p.run({ method: wanted })
      // The name of the local image is the same, so that Dokku sees no change, which up to 0.29.2 exits with 0.
      expect(ended(next)).toEqual(promoted(method))
      expect(next.outputs['previous']).not.toBe('')
      expect(await p.page(p.to)).toBe('200 v2')
      expect(p.server.app(p.to)?.containers.map(({ process }) => process)).toEqual([
        'web',
        'worker',
      ])
      if (method === 'commit') return
      expect(layersOf(p.server, p.to)).toEqual(layersOf(p.server, p.from))
      expect(layersOf(p.server, p.to)).toHaveLength(2)
    },
    300_000,
  )
})

describe('an image with a number of its own', () => {
  test.concurrent('is promoted by `image` too, after a push to staging that failed its checks', async () => {
    const p = await promotion('0.38.27')
    await p.publish(p.from)
    await p.deploy(p.from, 'v1')
    expect((await p.deploy(p.from, 'bad', { checks: 'fail' })).code).toBe(1)
    expect(ended(await p.run({ method: 'image' }))).toEqual(promoted('image'))
    expect(await p.page(p.to)).toBe('200 v1')
  }, 300_000)
})

describe('with nothing to do', () => {
  test.concurrent.each([
    ['0.38.27', 'registry'],
    ['0.38.27', 'image'],
    ['0.24.0', 'commit'],
  ] as const)(
    '%s, %s: nothing is changed, before (dry-run) and after',
    async (version, method) => {
      const p = await promotion(version)
      if (method === 'registry') await p.publish(p.from)
      await p.deploy(p.from, 'v1')
      const head = p.client.commit({})
      const dry = await p.run({ method, 'dry-run': 'true', 'expect-sha': '' })
      expect(ended(dry)).toMatchObject({ code: 0, changed: 'false', same: 'false', method })
      expect(dry.plan).toMatchObject({ method, there: false, previous: '' })
      expect(dry.outputs['from-sha']).not.toBe(head)
      expect(dry.summary).toContain('would be promoted')
      expect(changing(dry.asked)).toEqual([])
      expect(p.server.app(p.to)?.deployed).toBe(false)
      const first = await p.run({ method })
      expect(ended(first)).toEqual(promoted(method))
      expect(changing(first.asked)).toHaveLength(1)
      const again = await p.run({ method })
      expect(ended(again)).toEqual({ ...promoted(method), changed: 'false' })
      expect(again.plan?.there).toBe(true)
      expect(changing(again.asked)).toEqual([])
    },
    300_000,
  )
})
