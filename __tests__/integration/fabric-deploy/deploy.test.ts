import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { leftoversOn } from '../../support/fabric-deploy/host-state.ts'
import { OLD_STOPS } from '../../support/fabric-deploy/log-lines.ts'
import { webConfig } from '../../support/fabric-deploy/web-service.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

withToolsAsRoot(FLEET_TOOLS, () => {
  describe('a deployment to real hosts', () => {
    const { borrow } = hostGroups({ groups: 3, hosts: 2 })
    const names = (host: FleetHost | undefined, ...flags: string[]) =>
      host?.docker('ps', ...flags, '--format', '{{.Names}}') ?? ''

    test.concurrent(
      'deploys a tag to every host, leaves nothing behind, and changes nothing the second time',
      async () => {
        await using group = await borrow()
        const { hosts, registry, deploy, answers } = group
        const [one, two] = hosts
        const config = webConfig(hosts, registry, { environment: 'batch: 1' })
        const first = await deploy.run(config, { inputs: { tag: 'v1' } })
        expect([first.exitCode, first.log]).toEqual([
          0,
          expect.stringContaining('"web" runs "v1" on 2 hosts'),
        ])
        const digest = await registry.digest('allume/web', 'v1')
        expect(first.outputs).toMatchObject({
          digest,
          'previous-digest': '',
          digests: JSON.stringify({ web: digest }),
          changed: 'true',
          'deployed-hosts': `${one?.address}\n${two?.address}`,
          'unchanged-hosts': '',
          'failed-hosts': '',
          reason: '',
        })
        await group.expectOnlyV1(first)
        const format =
          '{{json .Config.Labels}} {{.HostConfig.RestartPolicy.Name}} {{.Config.Image}}'
        const name = (await names(one)).trim()
        const container = await one?.docker('inspect', '--format', format, name)
        expect(container).toContain(`unless-stopped ${registry.address}/allume/web@${digest}`)
        for (const label of ['environment":"staging', 'service":"web', 'release":"v1', 'run":"']) {
          expect(container).toContain(`towpath.${label}`)
        }
        const again = await deploy.run(config, { inputs: { tag: 'v1' } })
        expect(again.outputs).toMatchObject({ changed: 'false', 'previous-digest': digest })
        expect(again.rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged'])
        expect((await names(one)).trim()).toBe(name)
        const second = await deploy.run(config, { inputs: { tag: 'v2' } })
        expect(await answers()).toEqual(['v2', 'v2'])
        expect(second.outputs['previous-digest']).toBe(digest)
        expect(second.rows[0]?.['gap-ms']).toBeGreaterThan(0)
        // The old release is kept, stopped.
        expect((await names(one, '--all')).trim().split('\n')).toHaveLength(2)
        expect((await names(one)).trim().split('\n')).toHaveLength(1)
        const byDigest = await deploy.run(config, { inputs: { tag: digest ?? '' } })
        expect([byDigest.exitCode, await answers()]).toEqual([0, ['v1', 'v1']])
        expect(byDigest.outputs['digest']).toBe(digest)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'roles, a host with two of them, a gateway, hosts from the input, a dry run',
      async () => {
        await using group = await borrow()
        const { hosts, registry, deploy } = group
        const [one, two] = hosts as [FleetHost, FleetHost]
        const config = `
environments:
  staging:
    hosts:
      web: ["${two.address}"]
      worker: ["${two.address}", "${one.address}"]
    gateway: "${one.address}"
services:
  web: { roles: [web], image: ${registry.address}/allume/web, healthy: { running: 1s } }
  worker: { roles: [worker], image: ${registry.address}/allume/web, healthy: { running: 1s }, command: /run.sh }
`
        const dry = await deploy.run(config, { inputs: { tag: 'v1', 'dry-run': 'true' } })
        expect([dry.exitCode, await names(one, '--all'), await leftoversOn(two)]).toEqual([
          0,
          '',
          '',
        ])
        expect(JSON.parse(dry.outputs['plan'] ?? '')).toHaveLength(2)
        const done = await deploy.run(config, { inputs: { tag: 'v1' } })
        const runs = done.rows.map(({ host, runs }) => [host, runs?.map(({ service }) => service)])
        expect(runs).toEqual([
          [two.address, ['web', 'worker']],
          [one.address, ['worker']],
        ])
        const only = await deploy.run(config, {
          inputs: { tag: 'v2', hosts: `worker: ${one.address}` },
        })
        expect(only.rows.map(({ host, outcome }) => [host, outcome])).toEqual([
          [one.address, 'deployed'],
        ])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'without published ports the new container is healthy before the old one stops',
      async () => {
        await using group = await borrow()
        const { hosts, registry, deploy } = group
        const within = (time: string): string =>
          webConfig(hosts.slice(0, 1), registry, { within: time }).replace(/ports: .*/, '')
        const config = within('60s')
        await deploy.run(config, { inputs: { tag: 'v1' } })
        const done = await deploy.run(config, { inputs: { tag: 'v2' } })
        expect([done.exitCode, done.rows[0]?.['gap-ms']]).toEqual([0, 0])
        const failed = await deploy.run(within('3s'), { inputs: { tag: 'broken' } })
        expect([failed.exitCode, failed.rows[0]?.runs?.map(({ release }) => release)]).toEqual([
          1,
          ['v2'],
        ])
        expect(done.log).toContain(OLD_STOPS)
        expect(failed.log).not.toContain(OLD_STOPS)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'two users of one docker daemon count as two hosts',
      async () => {
        await using group = await borrow()
        const { hosts, registry, deploy } = group
        const address = hosts[0]?.address ?? ''
        const config = `
environments:
  staging:
    hosts: { a: ["${address}"], b: ["${address.replace('deploy@', 'root@')}"] }
services:
  first: { roles: [a], image: ${registry.address}/allume/web, healthy: { running: 1s } }
  both: { roles: [a, b], image: ${registry.address}/allume/web, healthy: { running: 1s } }
`
        const done = await deploy.run(config, { inputs: { tag: 'v1' } })
        expect(done.rows.map(({ runs }) => runs?.map(({ service }) => service))).toEqual([
          ['both', 'first'],
          ['both'],
        ])
        const again = await deploy.run(config, { inputs: { tag: 'v1' } })
        expect(again.outputs['changed']).toBe('false')
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
