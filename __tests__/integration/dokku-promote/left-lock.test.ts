// A failed build leaves Dokku's lock behind: such an app can be promoted, and promoted to.
import { describe, expect } from '@jest/globals'
import { ended, promotion } from '../../support/dokku/promotion.ts'
import { eventually } from '../../support/dokku/servers-by-version.ts'
import { test } from '../../support/ssh-client-tests.ts'

const LONG = 300_000

describe('the lock that a failed build left behind', () => {
  test.concurrent(
    'in staging: its running image is promoted',
    async () => {
      const p = await promotion('0.38.27')
      await p.deploy(p.from, 'v1')
      expect((await p.deploy(p.from, 'bad', { build: 'fail' })).code).toBe(1)
      expect((await p.client.dokku(`apps:locked ${p.from}`)).code).toBe(0)
      const result = await p.run({})
      expect(ended(result)).toMatchObject({
        code: 0,
        changed: 'true',
        same: 'true',
        method: 'image',
      })
      expect(await p.page(p.to)).toBe('200 v1')
      expect(ended(await p.run({}))).toMatchObject({ code: 0, changed: 'false', same: 'true' })
    },
    LONG,
  )

  test.concurrent(
    'in staging, whose variables were changed since: its running image is promoted, and the log of the build is read once',
    async () => {
      const p = await promotion('0.38.27')
      await p.deploy(p.from, 'v1')
      expect((await p.deploy(p.from, 'bad', { build: 'fail' })).code).toBe(1)
      // This closes the record of the build.
      expect((await p.client.dokku(`config:set ${p.from} A=1`)).code).toBe(0)
      const result = await p.run({})
      expect(ended(result)).toMatchObject({ code: 0, same: 'true', method: 'image' })
      expect(result.asked.filter((line) => line.startsWith('builds:output'))).toHaveLength(1)
      expect(await p.page(p.to)).toBe('200 v1')
    },
    LONG,
  )

  test.concurrent(
    'in production: it is passed',
    async () => {
      const p = await promotion('0.38.27')
      await p.deploy(p.to, 'old')
      expect((await p.deploy(p.to, 'bad', { build: 'fail' })).code).toBe(1)
      await p.deploy(p.from, 'v1')
      const result = await p.run({})
      expect(ended(result)).toMatchObject({ code: 0, changed: 'true', same: 'true' })
      expect(await p.page(p.to)).toBe('200 v1')
    },
    LONG,
  )

  test.concurrent(
    'a build of staging that runs is not passed',
    async () => {
      const p = await promotion('0.38.27')
      await p.deploy(p.from, 'v1')
      p.server.set(p.from, { hang: true })
      const pushed = p.deploy(p.from, 'v2')
      await eventually(() => p.server.app(p.from)?.builds.length === 2)
      for (const method of ['auto', 'commit'])
        expect(ended(await p.run({ method }))).toMatchObject({ code: 1, reason: 'from-busy' })
      p.server.set(p.from, {})
      await pushed
    },
    LONG,
  )
})
