// What dokku-promote refuses, waits for, and finds out before it does anything.
import { describe, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { changing, ended, layersOf, promotion } from '../../support/dokku/promotion.ts'

const LONG = 300_000
const failed = (reason: string) => ({ code: 1, reason, changed: 'false', same: 'false' })

describe('what is refused before anything is done', () => {
  test.concurrent.each([['0.38.27'], ['0.24.0'], ['0.10.5']] as const)(
    '%s: apps that there are not, and apps that do not run',
    async (version) => {
      const p = await promotion(version)
      const never = await p.run({})
      expect(ended(never)).toMatchObject(failed('from-not-running'))
      await p.deploy(p.from, 'v1')
      const asked = [
        never,
        await p.run({ to: `${p.to}x` }),
        await p.run({ from: `${p.from}x` }),
        await p.run({ to: p.from }),
      ]
      expect(asked.map(({ outputs }) => outputs['reason'])).toEqual([
        ...['from-not-running', 'no-app', 'no-app', 'bad-input'],
      ])
      expect(asked[1]?.raw).toContain(`did you mean "${p.to}"`)
      for (const run of asked) expect(changing(run.asked)).toEqual([])
      expect(p.server.app(`${p.to}x`)).toBeUndefined()
      expect(p.server.app(`${p.from}x`)).toBeUndefined()
      expect(p.server.app(p.to)?.deployed).toBe(false)
    },
    LONG,
  )

  test.concurrent(
    'staging that is being deployed, half-deployed, or ends again and again',
    async () => {
      const p = await promotion('0.38.27')
      const both = { processes: ['web', 'worker'] }
      await p.deploy(p.from, 'v1', both)
      p.server.set(p.from, { locked: true })
      for (const method of ['auto', 'commit'])
        expect(ended(await p.run({ method }))).toMatchObject(failed('from-busy'))
      p.server.set(p.from, {})
      expect((await p.deploy(p.from, 'v2', { ...both, worker: 'fail' })).code).toBe(1)
      for (const method of ['auto', 'image', 'commit']) {
        const half = await p.run({ method })
        expect(ended(half)).toMatchObject(failed('from-not-running'))
        expect(half.raw).toContain('a container left over from a failed deployment')
      }
      await p.deploy(p.from, 'v3', { crashAfter: 0.5 })
      const crashing = await p.run({})
      expect(ended(crashing)).toMatchObject(failed('from-not-running'))
      expect(p.server.app(p.to)?.deployed).toBe(false)
    },
    LONG,
  )
})

describe('expect-sha', () => {
  test.concurrent(
    'the commit of the server, the one of the checkout, and others',
    async () => {
      const p = await promotion('0.38.27')
      const source = '5'.repeat(40)
      p.client.commit({ 'index.html': 'v1\n' })
      const message = `Deploy\n\nSource-Commit: ${source}\n`
      git(p.client.folder, 'commit', '--quiet', '--allow-empty', `--message=${message}`)
      await p.client.push(p.from, 'master')
      const pushed = git(p.client.folder, 'rev-parse', 'HEAD')
      const wrong = await p.run({ 'expect-sha': '6'.repeat(7) })
      expect(ended(wrong)).toMatchObject(failed('unexpected-sha'))
      expect(wrong.raw).toContain(source)
      expect(changing(wrong.asked)).toEqual([])
      // What the checkout has now is not what runs.
      const next = p.client.commit({})
      expect(ended(await p.run({ 'expect-sha': next }))).toMatchObject(failed('unexpected-sha'))
      const shas = [source, source.slice(0, 7), pushed, pushed.slice(0, 12).toUpperCase()]
      for (const sha of shas) {
        const dry = await p.run({ 'expect-sha': sha, 'dry-run': 'true' })
        expect(dry.outputs).toMatchObject({ reason: '', 'from-sha': source })
      }
      // A failed deployment of the expected commit does not make it run.
      p.client.commit({ 'fake-behaviour.json': '{"checks":"fail"}' })
      const head = git(p.client.folder, 'rev-parse', 'HEAD')
      expect((await p.client.push(p.from, 'master')).code).toBe(1)
      expect(ended(await p.run({ 'expect-sha': head }))).toMatchObject(failed('unexpected-sha'))
    },
    LONG,
  )
})

describe('an app that was itself promoted is promoted', () => {
  test.concurrent.each([
    ['0.38.27', 'registry'],
    ['0.38.27', 'image'],
    ['0.24.0', 'image'],
  ] as const)(
    '%s, by %s',
    async (version, method) => {
      const p = await promotion(version)
      if (method === 'registry') await p.publish(p.from)
      await p.deploy(p.from, 'v1')
      const uat = `${p.to}-uat`
      await p.client.dokku(`apps:create ${uat}`)
      expect(ended(await p.run({ to: uat }))).toMatchObject({ code: 0, method })
      const last = await p.run({ from: uat })
      expect(ended(last)).toMatchObject({ code: 0, method, same: 'true', changed: 'true' })
      expect(layersOf(p.server, p.to)).toEqual(layersOf(p.server, p.from))
      expect(last.outputs['from-sha']).toBe('')
      if (method === 'registry')
        expect(last.outputs['image']).toBe(`registry.test:5000/dokku/${p.from}:1`)
      // There is no commit that could be built instead.
      const built = await p.run({ from: uat, method: 'commit' })
      expect(ended(built)).toMatchObject({ code: 1, reason: 'no-commit' })
    },
    LONG,
  )
})

describe('somebody else deploys meanwhile', () => {
  test.concurrent.each([
    ['0.38.27', 'image'],
    ['0.10.5', 'commit'],
  ] as const)(
    '%s: production is, which is waited for',
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
    '%s: staging is, %s, between the look and the promotion',
    async (version, how) => {
      const p = await promotion(version)
      await p.deploy(p.from, 'v1')
      const [v1] = layersOf(p.server, p.from)
      let pushed: Promise<unknown> | undefined
      const behaviour = how === 'bad' ? { checks: 'fail' } : {}
      const result = await p.run(
        { method: 'image' },
        {
          onLine(line) {
            if (line.startsWith('Dokku 0.'))
              pushed ??= later(2500, () => p.deploy(p.from, 'v2', behaviour))
          },
        },
      )
      await pushed
      const { code, same } = ended(result)
      const now = layersOf(p.server, p.to)
      // Either what was looked at, or an error that claims nothing.
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
    'staging is, while the image is built: another one than was looked at is not called the same',
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
            // What a build of staging does in that moment: its name means another image.
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

const later = <T>(milliseconds: number, work: () => Promise<T>): Promise<T> =>
  new Promise((resolve) => setTimeout(() => resolve(work()), milliseconds))

function badLayers({ server, from }: Awaited<ReturnType<typeof promotion>>): string {
  const { images, tags } = server.docker()
  return images[tags[`dokku/${from}:latest`] ?? '']?.layers.join(' ') ?? ''
}
