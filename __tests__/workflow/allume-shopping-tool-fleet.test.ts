import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../fakes/fleet/fleet-host.ts'
import { answerOf, leftoversOn } from '../support/fabric-deploy/host-state.ts'
import { withTool, withToolsAsRoot } from '../support/tools.ts'
import type { WorkflowResult } from '../support/workflow/act.ts'
import { type Shop, startShop } from '../support/workflow/shop.ts'

const DEVELOP = 'refs/heads/develop'

/** Every job with its result, in the order in which they ended. */
const results = ({ jobs }: WorkflowResult): string[] =>
  jobs.map(({ id, result }) => `${id} ${result}`)

withTool('act', (act) => {
  withToolsAsRoot(['sshd', 'dockerd', 'registry', 'busybox'], () => {
    describe('allume-shopping-tool on its hosts', () => {
      let shop: Shop
      beforeAll(async () => {
        shop = await startShop(act, 'allume-shopping-tool')
      }, 60_000)
      afterEach(async () => {
        await Promise.all(
          hosts().map((host) => host.run('docker ps --all --quiet | xargs -r docker rm -f')),
        )
      })
      afterAll(() => shop?.stop())

      const hosts = (): FleetHost[] => [...shop.web, shop.worker]
      const answers = (): Promise<string[]> => Promise.all(shop.web.map((host) => answerOf(host)))
      /** The ids of the containers of a service, on every host. */
      const running = (service: string): Promise<string[]> =>
        Promise.all(
          hosts().map((host) => host.docker('ps', '-q', '-f', `label=towpath.service=${service}`)),
        )
      const left = async (): Promise<string> =>
        (await Promise.all(hosts().map(leftoversOn))).join('')

      test('a push to develop ends with the new version on the hosts of stage; bad ones change nothing', async () => {
        const first = await shop.push(DEVELOP, { version: 'one' })
        expect([first.status, results(first), await answers()]).toEqual([
          0,
          ['image success', 'route success', 'deploy success'],
          ['one', 'one'],
        ])
        const [logstash, worker] = await Promise.all([running('logstash'), running('worker')])
        expect(logstash.filter((id) => id !== '')).toHaveLength(3)
        expect(await shop.worker.docker('logs', (worker[2] ?? '').trim())).toBe(
          'the worker of one\n',
        )

        const second = await shop.push(DEVELOP, { version: 'two' })
        expect([second.status, await answers()]).toEqual([0, ['two', 'two']])
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
        expect(await answers()).toEqual(['two', 'two'])
        expect([await running('logstash'), await running('worker')]).toEqual([logstash, before])
        expect([await left(), ...[first, second, dead].map(secretsOf)]).toEqual(['', [], [], []])
      }, 180_000)

      /** The lines with a secret in them, but for the commands that ask act to hide it. */
      const secretsOf = ({ log }: WorkflowResult): string[] =>
        log
          .split('\n')
          .filter((line) => !line.includes('"command":"add-mask"'))
          .filter((line) => line.includes(shop.registry.password) || line.includes('PRIVATE KEY'))

      test('the tag uat goes to UAT, whose one host has both roles; a feature goes nowhere', async () => {
        const uat = await shop.push('refs/tags/uat', { version: 'five' })
        expect([uat.status, await answers()]).toEqual([0, ['five', 'none']])
        expect(JSON.parse(uat.outputs['deploy']?.['hosts'] ?? '')).toMatchObject([
          { roles: ['web', 'worker'], outcome: 'deployed' },
        ])
        const feature = await shop.push('refs/heads/feature/rotate', { version: 'six' })
        expect([feature.status, results(feature)]).toEqual([0, ['image success', 'route success']])
        const tag = feature.outputs['tag']?.['tag'] ?? ''
        expect(await shop.registry.digest('allume/shopping-tool', tag)).toMatch(/^sha256:/)
        expect(await answers()).toEqual(['five', 'none'])
      }, 120_000)

      test('master goes to production, and a person takes it back', async () => {
        await shop.push('refs/heads/master', { version: 'seven' })
        await shop.push('refs/heads/master', { version: 'eight' })
        expect(await answers()).toEqual(['eight', 'eight'])
        const back = await shop.dispatch({ environment: 'production', action: 'rollback', tag: '' })
        expect([back.status, await answers()]).toEqual([0, ['seven', 'seven']])
        const look = await shop.dispatch({ environment: 'production', action: 'status', tag: '' })
        expect([look.status, look.log.includes('The lock is free.')]).toEqual([0, true])
        const odd = await shop.dispatch({ environment: 'elsewhere', action: 'status', tag: '' })
        expect([odd.status, results(odd)]).toEqual([1, ['route failure']])
      }, 180_000)

      test('without a login at the registry nothing is pushed; with a key that no host takes nothing changes', async () => {
        const secrets = { REGISTRY_PASSWORD: 'correct horse "battery" $(staple)' }
        const shut = await shop.push(DEVELOP, { version: 'nine' }, { secrets })
        expect([shut.status, results(shut)]).toEqual([1, ['image failure']])
        expect(shut.log.includes('correct horse')).toBe(false)
        const keyless = await shop.push(DEVELOP, { version: 'ten' }, { secrets: { SSH_KEY: '' } })
        expect(keyless.log.includes('bad-key')).toBe(true)
        expect([keyless.status, await answers()]).toEqual([1, ['none', 'none']])
      }, 120_000)
    })
  })
})
