// Promotions to apps that answer no requests although they run: without a web process, or in maintenance mode.
import { expect } from '@jest/globals'
import { ended, errors, promotion } from '../../support/dokku/promotion.ts'
import { test } from '../../support/ssh-client-tests.ts'

const rollback = { 'on-failure': 'rollback' }
const done = { code: 0, reason: '', changed: 'true' }

const LONG = 300_000

test.concurrent(
  'workers alone are promoted, again, and up to date',
  async () => {
    const p = await promotion('0.38.27')
    await p.publish(p.from)
    await p.deploy(p.from, 'v1', { processes: ['worker'] })
    expect(ended(await p.run(rollback))).toMatchObject(done)
    await p.deploy(p.from, 'v2', { processes: ['worker'] })
    expect(ended(await p.run(rollback))).toMatchObject(done)
    expect(ended(await p.run(rollback))).toMatchObject({ ...done, changed: 'false', same: 'true' })
  },
  LONG,
)

test.concurrent(
  'a web process that is gone is an error, unless it is said to be intended',
  async () => {
    const p = await promotion('0.38.27')
    await p.publish(p.from)
    await p.deploy(p.from, 'v1', { processes: ['web', 'worker'] })
    await p.run()
    await p.deploy(p.from, 'v2', { processes: ['worker'] })
    const failed = await p.run(rollback)
    expect(ended(failed)).toMatchObject({ code: 1, reason: 'not-serving', changed: 'false' })
    expect(errors(failed)).toContain('no longer has a process of type "web"')
    expect(await p.page(p.to)).toBe('200 v1')
    expect(ended(await p.run({ ...rollback, smoke: 'none' }))).toMatchObject(done)
  },
  LONG,
)

test.concurrent(
  'in maintenance mode: smoke says whether the app must answer',
  async () => {
    const p = await promotion('0.38.27')
    await p.publish(p.from)
    await p.deploy(p.from, 'v1')
    await p.run()
    p.server.set(p.to, { maintenance: true })
    await p.deploy(p.from, 'v2')
    const failed = await p.run(rollback)
    expect(ended(failed)).toMatchObject({ code: 1, reason: 'not-serving', changed: 'false' })
    expect(errors(failed)).toContain('set "smoke: none"')
    const closed = await p.run({ ...rollback, smoke: 'none' })
    expect(ended(closed)).toMatchObject(done)
    expect(closed.raw).not.toContain('use "smoke" to say how')
  },
  LONG,
)
