import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { answerOf } from '../../support/fabric-deploy/host-state.ts'
import { webConfig } from '../../support/fabric-deploy/web-service.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

withToolsAsRoot(FLEET_TOOLS, () => {
  describe('releases on real hosts', () => {
    const { borrow } = hostGroups({ groups: 3, hosts: 2 }, async (registry) => {
      await registry.push('logstash', '8', { version: 'logstash' })
      await registry.push('logstash', '9', { version: 'logstash 9' })
      await registry.push('logstash', 'v1', { version: 'extra' })
    })
    /** For tests that need one host: the others of its group stay empty. */
    const borrowHost = async () => {
      const group = await borrow()
      const hosts = group.hosts.slice(0, 1)
      const host = hosts[0] as FleetHost
      const names = (...flags: string[]) => host.docker('ps', ...flags, '--format', '{{.Names}}')
      return { ...group, hosts, host, names, config: webConfig(hosts, group.registry) }
    }

    test.concurrent(
      'changed settings make a new container, including those in the env-file; a missing env-file stops everything',
      async () => {
        await using group = await borrowHost()
        const { host, hosts, registry, deploy, names } = group
        const withEnv = { service: 'env-file: /home/deploy/web.env' }
        const config = webConfig(hosts, registry, withEnv)
        const missing = await deploy.run(config, { inputs: { tag: 'v1' } })
        expect([missing.outputs['reason'], await names('--all')]).toEqual(['env-file', ''])
        await host.run('echo VERSION=from-env >/home/deploy/web.env')
        await deploy.run(config, { inputs: { tag: 'v1' } })
        expect(await answerOf(host)).toBe('from-env')
        await host.run('echo VERSION=changed >/home/deploy/web.env')
        const changed = await deploy.run(config, { inputs: { tag: 'v1' } })
        expect([changed.outputs['changed'], await answerOf(host)]).toEqual(['true', 'changed'])
        const same = await deploy.run(config, { inputs: { tag: 'v1' } })
        expect(same.outputs['changed']).toBe('false')
        const command = webConfig(hosts, registry, {
          service: 'env-file: /home/deploy/web.env\ncommand: [/run.sh, again]',
        })
        expect((await deploy.run(command, { inputs: { tag: 'v1' } })).outputs['changed']).toBe(
          'true',
        )
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      '"redeploy: never" keeps what is running, starts what is stopped, and creates what is missing',
      async () => {
        await using group = await borrowHost()
        const { host, hosts, registry, deploy } = group
        const logstash = (tag: string): string =>
          `logstash:\n  roles: [web]\n  image: ${registry.address}/logstash:${tag}\n  redeploy: never\n  healthy: { running: 1s }`
        const config = (tag: string): string =>
          webConfig(hosts, registry, { services: logstash(tag) })
        const id = () => host.docker('ps', '--quiet', '--filter', 'label=towpath.service=logstash')
        await deploy.run(config('8'), { inputs: { tag: 'v1' } })
        const before = await id()
        expect(before).not.toBe('')
        await deploy.run(config('9'), { inputs: { tag: 'v2' } })
        expect([await id(), await answerOf(host)]).toEqual([before, 'v2'])
        await host.docker('stop', '--time', '1', before.trim())
        const started = await deploy.run(config('9'), { inputs: { tag: 'v2' } })
        expect([await id(), started.outputs['changed']]).toEqual([before, 'true'])
        await host.docker('rm', '--force', before.trim())
        const made = await deploy.run(config('9'), { inputs: { tag: 'v2' } })
        expect(made.rows[0]?.runs?.map(({ service, release }) => `${service} ${release}`)).toEqual([
          'logstash 9',
          'web v2',
        ])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a rollback undoes the last deployment, or goes to a release that is kept',
      async () => {
        await using group = await borrow()
        const { config, deploy, answers } = group
        for (const tag of ['v1', 'v2', 'v3']) await deploy.run(config, { inputs: { tag } })
        const back = await deploy.run(config, { inputs: { action: 'rollback' } })
        expect([back.exitCode, await answers()]).toEqual([0, ['v2', 'v2']])
        await deploy.run(config, { inputs: { action: 'rollback' } })
        expect(await answers()).toEqual(['v1', 'v1'])
        const none = await deploy.run(config, { inputs: { action: 'rollback' } })
        expect([none.exitCode, none.outputs['reason']]).toEqual([1, 'not-kept'])
        await deploy.run(config, { inputs: { action: 'rollback', tag: 'v3' } })
        expect(await answers()).toEqual(['v3', 'v3'])
        const v3 = await deploy.run(config, { inputs: { action: 'rollback', tag: 'v3' } })
        expect([v3.exitCode, v3.outputs['changed']]).toEqual([0, 'false'])
        const gone = await deploy.run(config, { inputs: { action: 'rollback', tag: 'v9' } })
        expect([gone.outputs['reason'], gone.log]).toEqual([
          'not-kept',
          expect.stringContaining('(kept: "v3", "v2" and "v1")'),
        ])
        const status = await deploy.run(config, { inputs: { action: 'status' } })
        expect([status.exitCode, status.log]).toEqual([
          0,
          expect.stringContaining('"web" runs "v3" on 2 hosts'),
        ])
        expect(await answers()).toEqual(['v3', 'v3'])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'keep limits releases and their images; prune removes services that are no longer configured',
      async () => {
        await using group = await borrowHost()
        const { host, hosts, registry, config, deploy, names } = group
        const other = `extra:\n  roles: [web]\n  image: ${registry.address}/logstash\n  healthy: { running: 1s }`
        const withOther = webConfig(hosts, registry, { services: other })
        await deploy.run(withOther, { inputs: { tag: 'v1' } })
        for (const tag of ['v2', 'v3', 'v1']) {
          const { annotations } = await deploy.run(config, { inputs: { tag, keep: '1' } })
          expect(annotations.map(({ message }) => message).join()).toContain('are not configured')
        }
        const all = (await names('--all')).trim().split('\n')
        expect(all.filter((name) => name.startsWith('web-'))).toHaveLength(2)
        const images = await host.docker('images', '--digests', '--format', '{{.Tag}} {{.Digest}}')
        expect(images).toContain(await registry.digest('allume/web', 'v3'))
        expect(images).not.toContain(await registry.digest('allume/web', 'v2'))
        expect(images).not.toMatch(/^v2 /m)
        await deploy.run(config, { inputs: { tag: 'v1', prune: 'true' } })
        expect(await names('--all', '--filter', 'label=towpath.service=extra')).toBe('')
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a renamed service keeps its port: only with "prune", since the old container has to go',
      async () => {
        await using group = await borrowHost()
        const { host, config, deploy, names } = group
        await deploy.run(config, { inputs: { tag: 'v1' } })
        const before = await names()
        const renamed = config.replace(/^ {2}web:/m, '  shop:')
        const refused = await deploy.run(renamed, { inputs: { tag: 'v2' } })
        expect([refused.outputs['reason'], refused.log]).toEqual([
          'port-taken',
          expect.stringContaining('"prune: true" replaces it'),
        ])
        const failed = await deploy.run(renamed, { inputs: { tag: 'dies', prune: 'true' } })
        expect([failed.outputs['reason'], failed.log]).toEqual([
          'exited',
          expect.not.stringContaining('they are removed'),
        ])
        expect([await names('--all'), await answerOf(host)]).toEqual([before, 'v1'])
        const done = await deploy.run(renamed, { inputs: { tag: 'v2', prune: 'true' } })
        expect([done.outputs['reason'], await answerOf(host)]).toEqual(['', 'v2'])
        expect(await names('--all')).toMatch(/^shop-staging-v2-\w+\n$/)
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
