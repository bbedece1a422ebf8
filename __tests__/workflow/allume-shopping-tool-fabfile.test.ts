import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fabricToolCache } from '../support/fabric-deploy/fabric-tool-cache.ts'
import { withTool, withToolsAsRoot } from '../support/tools.ts'
import { type Shop, startShop } from '../support/workflow/shop.ts'

withTool('act', (act) => {
  withToolsAsRoot(['sshd', 'dockerd', 'registry', 'busybox', 'fabric', 'kamal-proxy'], () => {
    describe('allume-shopping-tool with its fabfile', () => {
      let shop: Shop
      beforeAll(async () => {
        shop = await startShop(act, 'allume-shopping-tool-fabfile')
        const { user, password, address } = shop.registry
        // The fabfile relies on the hosts' own login.
        const login = `echo ${password} | docker login -u ${user} --password-stdin ${address}`
        await Promise.all(shop.web.map((host) => host.run(`su deploy -c '${login}'`)))
        // act keeps the tool cache there.
        const cache = join(dirname(shop.world.repository), '.cache/act')
        mkdirSync(cache, { recursive: true })
        symlinkSync(fabricToolCache(), join(cache, 'tool_cache'))
      }, 600_000)
      afterAll(() => shop?.stop())

      test('a push runs the tasks on the hosts of its environment, with the tag of the branch', async () => {
        const develop = await shop.push('refs/heads/develop', { version: 'one' })
        expect([develop.status, await shop.answers()]).toEqual([0, ['one', 'one']])
        expect(develop.log.includes('--docker-tag=develop')).toBe(true)
        expect(develop.log.includes('Installing Fabric')).toBe(false)
        // The task is called qa; UAT has one host.
        const uat = await shop.push('refs/tags/uat', { version: 'two' })
        expect([uat.status, await shop.answers()]).toEqual([0, ['two', 'one']])
        const untested = await shop.push('refs/heads/develop', { version: 'three', passes: false })
        expect([untested.status, await shop.answers()]).toEqual([1, ['two', 'one']])
      }, 600_000)
    })
  })
})
