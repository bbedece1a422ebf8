import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { withTool, withToolsAsRoot } from '../support/tools.ts'
import type { WorkflowResult } from '../support/workflow/act.ts'
import { type Shop, startShop } from '../support/workflow/shop.ts'

const DEVELOP = 'refs/heads/develop'

/** Every job with its result, in the order in which they ended. */
const results = ({ jobs }: WorkflowResult): string[] =>
  jobs.map(({ id, result }) => `${id} ${result}`)

withTool('act', (act) => {
  withToolsAsRoot(['sshd', 'dockerd', 'registry', 'busybox', 'kamal-proxy'], () => {
    describe('allume-shopping-tool in production, and its failures', () => {
      let shop: Shop
      beforeAll(async () => {
        shop = await startShop(act, 'allume-shopping-tool')
      }, 300_000)
      afterEach(() => shop.clear(), 300_000)
      afterAll(() => shop?.stop())

      test('master is deployed to production, and rolled back by hand', async () => {
        await shop.push('refs/heads/master', { version: 'seven' })
        await shop.push('refs/heads/master', { version: 'eight' })
        expect(await shop.answers()).toEqual(['eight', 'eight'])
        const back = await shop.dispatch({ environment: 'production', action: 'rollback', tag: '' })
        expect([back.status, await shop.answers()]).toEqual([0, ['seven', 'seven']])
        const status = await shop.dispatch({ environment: 'production', action: 'status', tag: '' })
        expect([status.status, status.log.includes('The lock is free.')]).toEqual([0, true])
        const odd = await shop.dispatch({ environment: 'elsewhere', action: 'status', tag: '' })
        expect([odd.status, results(odd)]).toEqual([1, ['route failure']])
      }, 600_000)

      test('with a wrong registry password nothing is pushed; without a key nothing changes', async () => {
        const secrets = { REGISTRY_PASSWORD: 'correct horse "battery" $(staple)' }
        const shut = await shop.push(DEVELOP, { version: 'nine' }, { secrets })
        expect([shut.status, results(shut)]).toEqual([1, ['image failure']])
        expect(shut.log.includes('correct horse')).toBe(false)
        const keyless = await shop.push(DEVELOP, { version: 'ten' }, { secrets: { SSH_KEY: '' } })
        expect(keyless.log.includes('bad-key')).toBe(true)
        expect([keyless.status, await shop.answers()]).toEqual([1, ['none', 'none']])
      }, 600_000)
    })
  })
})
