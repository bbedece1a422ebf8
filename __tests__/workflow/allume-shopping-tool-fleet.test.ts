import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { leftoversOn } from '../support/fabric-deploy/host-state.ts'
import { withTool, withToolsAsRoot } from '../support/tools.ts'
import type { WorkflowResult } from '../support/workflow/act.ts'
import { type Shop, startShop } from '../support/workflow/shop.ts'

const DEVELOP = 'refs/heads/develop'

/** Every job with its result, in the order in which they ended. */
const results = ({ jobs }: WorkflowResult): string[] =>
  jobs.map(({ id, result }) => `${id} ${result}`)

withTool('act', (act) => {
  withToolsAsRoot(['sshd', 'dockerd', 'registry', 'busybox', 'kamal-proxy'], () => {
    describe('allume-shopping-tool on its hosts', () => {
      let shop: Shop
      beforeAll(async () => {
        shop = await startShop(act, 'allume-shopping-tool')
      }, 300_000)
      afterEach(() => shop.clear(), 300_000)
      afterAll(() => shop?.stop())

      /** The ids of the containers of a service, one for each host. */
      const running = (service: string): Promise<string[]> =>
        Promise.all(
          shop.hosts.map((host) =>
            host.docker('ps', '-q', '-f', `label=towpath.service=${service}`),
          ),
        )
      const leftovers = async (): Promise<string> =>
        (await Promise.all(shop.hosts.map(leftoversOn))).join('')

      /** Returns the lines that contain a secret, except for the commands that mask it. */
      const secretsOf = ({ log }: WorkflowResult): string[] =>
        log
          .split('\n')
          .filter((line) => !line.includes('"command":"add-mask"'))
          .filter((line) => line.includes(shop.registry.password) || line.includes('PRIVATE KEY'))

      test('a push to develop deploys to the hosts of stage; a bad one changes nothing', async () => {
        const first = await shop.push(DEVELOP, { version: 'one' })
        expect([first.status, results(first), await shop.answers()]).toEqual([
          0,
          ['image success', 'route success', 'deploy success'],
          ['one', 'one'],
        ])
        const [logstash, worker] = await Promise.all([running('logstash'), running('worker')])
        expect(logstash.filter((id) => id !== '')).toHaveLength(3)
        expect(await shop.worker.docker('logs', (worker[2] ?? '').trim())).toBe(
          'the worker of one\n',
        )
        // Once, although there are two web hosts.
        expect(first.log.split('the migrations of one')).toHaveLength(2)

        const second = await shop.push(DEVELOP, { version: 'two' })
        expect([second.status, await shop.answers()]).toEqual([0, ['two', 'two']])
        const digest = await shop.registry.digest('allume/shopping-tool', 'develop')
        expect(second.outputs['deploy']).toMatchObject({ digest, changed: 'true' })
        expect(await running('logstash')).toEqual(logstash)

        const untested = await shop.push(DEVELOP, { version: 'three', passes: false })
        expect([untested.status, results(untested)]).toEqual([1, ['image failure']])
        expect(await shop.registry.digest('allume/shopping-tool', 'develop')).toBe(digest)

        const before = await running('worker')
        const dead = await shop.push(DEVELOP, { version: 'four', mode: 'dies' })
        expect([dead.status, results(dead)]).toEqual([
          1,
          ['image success', 'route success', 'deploy failure'],
        ])
        expect(dead.outputs['deploy']).toMatchObject({ reason: 'exited', 'deployed-hosts': '' })
        expect(dead.log.includes('cannot find the database')).toBe(true)
        expect(await shop.answers()).toEqual(['two', 'two'])
        expect([await running('logstash'), await running('worker')]).toEqual([logstash, before])
        expect([await leftovers(), ...[first, second, dead].map(secretsOf)]).toEqual([
          '',
          [],
          [],
          [],
        ])
      }, 600_000)

      test('the tag uat goes to UAT, whose one host has both roles; a feature branch is deployed nowhere', async () => {
        const uat = await shop.push('refs/tags/uat', { version: 'five' })
        expect([uat.status, await shop.answers()]).toEqual([0, ['five', 'none']])
        expect(JSON.parse(uat.outputs['deploy']?.['hosts'] ?? '')).toMatchObject([
          { roles: ['web', 'worker'], outcome: 'deployed' },
        ])
        const feature = await shop.push('refs/heads/feature/rotate', { version: 'six' })
        expect([feature.status, results(feature)]).toEqual([0, ['image success', 'route success']])
        const tag = feature.outputs['tag']?.['tag'] ?? ''
        expect(await shop.registry.digest('allume/shopping-tool', tag)).toMatch(/^sha256:/)
        expect(await shop.answers()).toEqual(['five', 'none'])
      }, 600_000)
    })
  })
})
