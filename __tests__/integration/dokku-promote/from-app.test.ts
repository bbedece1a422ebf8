// The source of a promotion: what is refused before anything changes, expect-sha, and apps that were promoted themselves.
import { expect } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { changing, ended, layersOf, promotion } from '../../support/dokku/promotion.ts'
import { describe, test } from '../../support/ssh-client-tests.ts'

const LONG = 300_000
const failed = (reason: string) => ({ code: 1, reason, changed: 'false', same: 'false' })

describe('what is refused before anything is done', () => {
  test.concurrent.each([['0.38.27'], ['0.24.0'], ['0.10.5']] as const)(
    "%s: apps that don't exist, and apps that don't run",
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
    'staging that is being deployed, half-deployed, or restarts in a loop',
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
      // There is no commit that could be built for an app that does not have the image yet.
      const other = `${p.to}-other`
      await p.client.dokku(`apps:create ${other}`)
      const built = await p.run({ from: uat, to: other, method: 'commit' })
      expect(ended(built)).toMatchObject({ code: 1, reason: 'no-commit' })
    },
    LONG,
  )
})
