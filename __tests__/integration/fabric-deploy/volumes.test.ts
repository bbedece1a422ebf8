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
  describe('what releases leave on a host', () => {
    const volumes = ['/data', '/cache']
    const { borrow } = hostGroups({ groups: 1, hosts: 1 }, async (registry) => {
      for (const version of ['one', 'two', 'three', 'four'])
        await registry.push('allume/web', version, { version, volumes })
      await registry.push('allume/web', 'ends', { version: 'ends', mode: 'dies', volumes })
    })

    test.concurrent(
      'anonymous volumes go with their containers; named ones, and those of releases that are kept, stay',
      async () => {
        await using group = await borrow()
        const { hosts, registry, deploy } = group
        const [host] = hosts as [FleetHost]
        const config = webConfig(hosts, registry, { service: "volumes: ['named:/named']" })
        const anonymous = async () =>
          (await host.docker('volume', 'ls', '--quiet'))
            .split('\n')
            .filter((name) => /^\w{64}$/.test(name)).length
        for (const tag of ['one', 'two', 'three'])
          await deploy.run(config, { inputs: { tag, keep: '1' } })
        expect([await answerOf(host), await anonymous()]).toEqual(['three', 4])
        const failed = await deploy.run(config, { inputs: { tag: 'ends', keep: '1' } })
        expect([failed.outputs['reason'], await anonymous()]).toEqual(['exited', 4])
        await host.run('docker exec $(docker ps --quiet) sh -c "echo kept >/data/file"')
        await deploy.run(config, { inputs: { tag: 'four', keep: '1' } })
        await deploy.run(config, { inputs: { action: 'rollback' } })
        const file = 'docker exec $(docker ps --quiet) cat /data/file'
        expect([await answerOf(host), (await host.run(file)).trim()]).toEqual(['three', 'kept'])
        // A pruned service takes its anonymous volumes along.
        const pruned = config.replace(/^ {2}web:/m, '  shop:').replaceAll('8000:8000', '8001:8000')
        await deploy.run(pruned, { inputs: { tag: 'one', keep: '1', prune: 'true' } })
        expect(await anonymous()).toBe(2)
        expect(await host.docker('volume', 'ls', '--quiet')).toContain('named')
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'the image of a release that failed stays until the next deployment succeeds',
      async () => {
        await using group = await borrow()
        const { hosts, registry, deploy, config } = group
        const [host] = hosts as [FleetHost]
        const digest = (await registry.digest('allume/web', 'dies')) ?? ''
        const images = () => host.docker('images', '--all', '--digests', '--format', '{{.Digest}}')
        await deploy.run(config, { inputs: { tag: 'v1' } })
        await deploy.run(config, { inputs: { tag: 'dies' } })
        expect(await images()).toContain(digest)
        await deploy.run(webConfig(hosts, registry), { inputs: { tag: 'v2' } })
        const left = await images()
        expect(left).not.toContain(digest)
        for (const tag of ['v1', 'v2'])
          expect(left).toContain(await registry.digest('allume/web', tag))
        expect(await host.run('ls /home/deploy/.towpath/staging')).toBe('last\n')
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
