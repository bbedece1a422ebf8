// Deployments of staging or production by someone else during a promotion.
import { expect } from '@jest/globals'
import { ended, layersOf, type Promotion, promotion } from '../../support/dokku/promotion.ts'
import { eventually } from '../../support/dokku/servers-by-version.ts'
import { describe, test } from '../../support/ssh-client-tests.ts'

const LONG = 300_000

describe('another deployment during a promotion', () => {
  test.concurrent.each([
    ['0.38.27', 'image'],
    ['0.10.5', 'commit'],
  ] as const)(
    '%s: of production, which is waited for',
    async (version, method) => {
      const p = await promotion(version)
      await p.deploy(p.from, 'v1')
      p.server.set(p.to, { locked: true })
      const result = await p.run(
        { method },
        {
          onLine(line) {
            if (/Waiting: |trying again/.test(line)) p.server.set(p.to, {})
          },
        },
      )
      expect(result.raw).toMatch(/Waiting: |trying again/)
      expect(ended(result)).toMatchObject({ code: 0, changed: 'true', method })
      expect(await p.page(p.to)).toBe('200 v1')
    },
    LONG,
  )

  test.concurrent.each([
    ['0.38.27', 'good'],
    ['0.38.27', 'bad'],
    ['0.24.0', 'good'],
    ['0.24.0', 'bad'],
  ] as const)(
    '%s: of staging, %s, between its inspection and the promotion',
    async (version, how) => {
      const p = await promotion(version)
      await p.deploy(p.from, 'v1')
      const [v1] = layersOf(p.server, p.from)
      const seen = p.server.commandsSeen().length
      let pushed: Promise<unknown> | undefined
      const behaviour = how === 'bad' ? { checks: 'fail' } : {}
      const result = await p.run(
        { method: 'image' },
        {
          onLine(line) {
            if (line.startsWith('Dokku 0.'))
              pushed ??= inspected(p, seen).then(() => p.deploy(p.from, 'v2', behaviour))
          },
        },
      )
      await pushed
      const { code, same } = ended(result)
      const now = layersOf(p.server, p.to)
      // Either the inspected image, or an error that claims nothing.
      if (code === 0) expect([same, now]).toEqual(['true', [v1]])
      else
        expect([same, ['from-busy', 'image-unproved', 'not-same-image']]).toEqual([
          'false',
          expect.arrayContaining([result.outputs['reason']]),
        ])
      if (how === 'bad') expect(now).not.toEqual([badLayers(p)])
    },
    LONG,
  )

  test.concurrent(
    'of staging, while the image is built: a different image than the inspected one is not reported as the same',
    async () => {
      const p = await promotion('0.38.27')
      await p.deploy(p.to, 'old')
      await p.deploy(p.from, 'v1')
      const store = p.store()
      const result = await p.run(
        { method: 'image', 'on-failure': 'rollback' },
        {
          onLine(line) {
            if (!line.includes(`deploy dokku/${p.from}:latest`)) return
            // As a build of staging does at that moment: the name now means a different image.
            store.changeDocker(({ images, tags }) => {
              const tag = `dokku/${p.from}:latest`
              const image = images[tags[tag] ?? '']
              if (!image) throw new Error('no image')
              images['sha256:other'] = { ...image, id: 'sha256:other', page: 'v2\n', layers: ['x'] }
              tags[tag] = 'sha256:other'
            })
          },
        },
      )
      expect(ended(result)).toMatchObject({ code: 1, reason: 'not-same-image', same: 'false' })
      expect(await p.page(p.to)).toBe('200 old')
    },
    LONG,
  )
})

/** Waits until a promotion has inspected the containers of staging. */
const inspected = ({ server, from }: Promotion, seen: number): Promise<void> =>
  eventually(() => server.commandsSeen().slice(seen).includes(`--quiet ps:inspect ${from}`))

function badLayers({ server, from }: Promotion): string {
  const { images, tags } = server.docker()
  return images[tags[`dokku/${from}:latest`] ?? '']?.layers.join(' ') ?? ''
}
