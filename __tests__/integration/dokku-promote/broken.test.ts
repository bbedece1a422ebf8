// Promotions that fail on the server, are cancelled, or lose their connection.
import { expect } from '@jest/globals'
import type { DokkuServer } from '../../../fakes/dokku/server.ts'
import {
  ended,
  errors,
  layersOf,
  type Promotion,
  promotion,
} from '../../support/dokku/promotion.ts'
import { describe, test } from '../../support/ssh-client-tests.ts'

const LONG = 300_000
const failed = (reason: string) => ({ code: 1, reason })

describe('checks that fail in production', () => {
  const HEALED = /latest is the image that failed/
  test.concurrent.each([
    ['0.38.27', 'keep'],
    ['0.38.27', 'rollback'],
    ['0.24.0', 'rollback'],
  ] as const)(
    '%s, %s: the old version stays live, and latest is reported or repaired',
    async (version, then) => {
      const p = await promotion(version)
      await p.deploy(p.to, 'old')
      const [old] = layersOf(p.server, p.to)
      await p.deploy(p.from, 'v2')
      // What passes on staging and fails there: the image is one whose checks fail.
      p.spoil()
      const result = await p.run({ method: 'image', 'on-failure': then })
      // Up to 0.29.2 the exit code of the command proves nothing.
      const reason = 'checks-failed'
      expect(ended(result)).toMatchObject({ ...failed(reason), changed: 'false', same: 'false' })
      expect(await p.page(p.to)).toBe('200 old')
      const latest = p.server.docker().tags[`dokku/${p.to}:latest`] ?? ''
      const page = p.server.docker().images[latest]?.page
      if (then === 'keep') {
        expect(errors(result)).toMatch(HEALED)
        expect(layersOf(p.server, p.to)).toEqual([old])
        expect(page).toBe('v2\n')
      } else {
        expect(errors(result)).not.toMatch(HEALED)
        expect(page).toBe('old\n')
      }
    },
    LONG,
  )

  test.concurrent.each(['keep', 'rollback'] as const)(
    'the worker fails after web was replaced: half-deployed, %s',
    async (then) => {
      const p = await promotion('0.38.27')
      await p.deploy(p.to, 'old', { processes: ['web', 'worker'] })
      await p.deploy(p.from, 'v2', { processes: ['web', 'worker'] })
      p.spoil({ worker: 'fail' })
      const result = await p.run({ method: 'image', 'on-failure': then })
      const isBack = then === 'rollback'
      expect(ended(result)).toMatchObject({ ...failed('half-deployed'), changed: String(!isBack) })
      expect(await p.page(p.to)).toBe(isBack ? '200 old' : '200 v2')
      expect(errors(result)).toContain('left over from the failed deployment')
    },
    LONG,
  )

  test.concurrent(
    'nothing was there before, rollback',
    async () => {
      const p = await promotion('0.38.27')
      await p.deploy(p.from, 'v1')
      p.spoil()
      const result = await p.run({ 'on-failure': 'rollback' })
      expect(ended(result)).toMatchObject({ ...failed('checks-failed'), changed: 'false' })
      expect(errors(result)).toContain('There is no previous version to restore')
      expect(errors(result)).toContain('nothing is running')
    },
    LONG,
  )
})

describe('a promotion that crashes after its checks', () => {
  test.concurrent.each([['0.29.2']] as const)(
    '%s: a restarting container is reported, and the previous version is restored',
    async (version) => {
      const p = await promotion(version)
      await p.publish(p.from)
      await p.deploy(p.to, 'old')
      await p.deploy(p.from, 'v2')
      p.spoil({ crash: true })
      const result = await p.run({ 'on-failure': 'rollback' })
      expect(ended(result)).toMatchObject({ ...failed('restarting'), changed: 'false' })
      expect(await p.page(p.to)).toBe('200 old')
    },
    LONG,
  )
})

describe('cancelled promotions', () => {
  test.concurrent(
    '0.38.27: the build is stopped',
    async () => {
      const p = await promotion('0.38.27')
      await p.deploy(p.to, 'old')
      await p.deploy(p.from, 'v2')
      p.server.set(p.to, { hang: true })
      const result = await cancelled(p)
      expect(ended(result)).toMatchObject({ ...failed('cancelled'), changed: 'false' })
      expect(result.postExitCode).toBe(0)
      expect(await p.page(p.to)).toBe('200 old')
    },
    LONG,
  )

  test.concurrent.each([['0.29.2'], ['0.24.0']] as const)(
    '%s: the server continues, and the post step reports the outcome',
    async (version) => {
      const p = await promotion(version)
      if (version === '0.29.2') await p.publish(p.from)
      await p.deploy(p.to, 'old')
      await p.deploy(p.from, 'v2')
      p.server.set(p.to, { hang: true })
      const result = await cancelled(p)
      expect(ended(result)).toMatchObject(failed('cancelled'))
      expect(await p.page(p.to)).toBe('200 v2')
      expect(result.postExitCode).toBe(1)
      expect(errors(result)).toContain('deployed')
    },
    LONG,
  )
})

describe('a cancelled promotion, on a server that takes its time', () => {
  test.concurrent(
    'the reason and the error are there before the server is asked, and the post step reports the rest',
    async () => {
      const p = await promotion('0.38.27')
      await p.deploy(p.to, 'old')
      await p.deploy(p.from, 'v2')
      p.server.set(p.to, { hang: true })
      const stop = new AbortController()
      const onLine = (line: string): void => {
        // The server answers nothing while the runner waits for the step.
        if (line.includes('-----> Building')) {
          p.server.set(p.to, { hang: true, silent: true })
          stop.abort()
        }
        if (line.startsWith('Waiting for the server to finish')) p.server.set(p.to, {})
      }
      const result = await p.run({}, { signal: stop.signal, onLine })
      expect(result.outputs).toMatchObject({
        reason: 'cancelled',
        changed: 'false',
        method: 'image',
      })
      expect(errors(result)).toContain(`"${p.to}": the run was cancelled`)
      expect(result.raw).toContain('the post step reports the outcome of the promotion')
      expect(result.raw).toContain('Waiting for the server to finish')
    },
    LONG,
  )

  test.concurrent(
    'during the checks: what is left running is reported, and staging is not promoted from it',
    async () => {
      const p = await promotion('0.38.27')
      await p.deploy(p.to, 'old')
      await p.deploy(p.from, 'v2')
      p.spoil({ checkSeconds: 3600 })
      const stop = new AbortController()
      const onLine = (line: string): void => {
        if (line.includes('Attempting pre-flight checks')) stop.abort()
      }
      const result = await p.run({}, { signal: stop.signal, onLine })
      expect(ended(result)).toMatchObject({ ...failed('cancelled'), changed: 'false' })
      expect(errors(result)).toContain(`"dokku ps:rebuild ${p.to}" repairs`)
      expect(await p.page(p.to)).toBe('200 old')
      const next = await p.run({ from: p.to, to: p.from })
      expect(ended(next)).toMatchObject(failed('from-not-running'))
    },
    LONG,
  )
})

describe('a connection that is lost during the build', () => {
  // Versions that no other test uses: every connection of the server is dropped.
  test.concurrent.each([
    ['0.38.26', 'image', 'true'],
    ['0.30.0', 'commit', 'false'],
  ] as const)(
    '%s, %s: what the server makes of it is waited for',
    async (version, method, same) => {
      const p = await promotion(version)
      await p.deploy(p.to, 'old')
      await p.deploy(p.from, 'v2')
      p.server.set(p.to, { hang: true })
      let cuts = 0
      const onLine = (line: string): void => {
        if (line.includes('waiting for the server to finish')) p.server.set(p.to, {})
        if (!line.includes('-----> Building')) return
        cuts += 1
        ;(p.server as DokkuServer).dropConnections()
      }
      const result = await p.run({ method }, { onLine })
      expect(cuts).toBe(1)
      expect(result.raw).toContain('waiting for the server to finish')
      expect(ended(result)).toEqual({ code: 0, reason: '', changed: 'true', same, method })
      expect(await p.page(p.to)).toBe('200 v2')
    },
    LONG,
  )
})

/** Cancels a promotion while the server builds. */
async function cancelled(p: Promotion) {
  const stop = new AbortController()
  const onLine = (line: string): void => {
    if (line.includes('-----> Building')) stop.abort()
    // The post step: the build continues now.
    if (line.startsWith('Waiting for the server to finish')) p.server.set(p.to, {})
  }
  return p.run({}, { signal: stop.signal, onLine })
}
