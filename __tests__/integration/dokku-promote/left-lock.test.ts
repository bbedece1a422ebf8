// A failed build leaves Dokku's lock behind though nobody deploys: such an app can be promoted, and promoted to.
import { expect, jest } from '@jest/globals'
import { promotion } from '../../support/dokku/promotion.ts'
import { test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(300_000)

test.concurrent.each(['from', 'to'] as const)('a failed build of "%s" is passed', async (which) => {
  const p = await promotion('0.38.27')
  await p.deploy(p.to, 'old')
  await p.deploy(p.from, 'v2')
  expect((await p.deploy(p[which], 'broken', { build: 'fail' })).code).toBe(1)
  expect((await p.client.dokku(`apps:locked ${p[which]}`)).code).toBe(0)
  const result = await p.run()
  expect(result.outputs).toMatchObject({ reason: '', changed: 'true', 'same-image': 'true' })
  expect(await p.page(p.to)).toBe('200 v2')
})
