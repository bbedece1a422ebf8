import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { answerOf } from '../support/fabric-deploy/host-state.ts'
import { withTool, withToolsAsRoot } from '../support/tools.ts'
import { type Shop, startShop } from '../support/workflow/shop.ts'

withTool('act', (act) => {
  withToolsAsRoot(['sshd', 'dockerd', 'registry', 'busybox', 'fabric'], () => {
    describe('allume-shopping-tool with its fabfile', () => {
      let shop: Shop
      beforeAll(async () => {
        shop = await startShop(act, 'allume-shopping-tool-fabfile')
        const { user, password, address } = shop.registry
        // The hosts log in by themselves.
        const login = `echo ${password} | docker login -u ${user} --password-stdin ${address}`
        await Promise.all(shop.web.map((host) => host.run(`su deploy -c '${login}'`)))
      }, 60_000)
      afterAll(() => shop?.stop())

      const answers = (): Promise<string[]> => Promise.all(shop.web.map((host) => answerOf(host)))

      test('a push runs the tasks on the hosts of its environment, with the tag of the branch', async () => {
        const develop = await shop.push('refs/heads/develop', { version: 'one' })
        expect([develop.status, await answers()]).toEqual([0, ['one', 'one']])
        expect(develop.log.includes('--docker-tag=develop')).toBe(true)
        // The task is called qa; UAT has one host.
        const uat = await shop.push('refs/tags/uat', { version: 'two' })
        expect([uat.status, await answers()]).toEqual([0, ['two', 'one']])
        const untested = await shop.push('refs/heads/develop', { version: 'three', passes: false })
        expect([untested.status, await answers()]).toEqual([1, ['two', 'one']])
      }, 240_000)
    })
  })
})
