// The proxy of a host is replaced: under load, by one that does not work, and when the script is killed halfway.
import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { type LoadRequest, startLoad } from '../../../fakes/network/load.ts'
import type { DeployResult } from '../../support/fabric-deploy/deployment.ts'
import { disturbDocker } from '../../support/fabric-deploy/disturbed-docker.ts'
import { GROUP_TEST_TIMEOUT, type HostGroup } from '../../support/fabric-deploy/host-groups.ts'
import { answerOf, leftoversOn } from '../../support/fabric-deploy/host-state.ts'
import {
  PROXY_HTTP,
  PROXY_TOOLS,
  proxiedConfig,
  proxiedHostGroups,
} from '../../support/fabric-deploy/proxied-hosts.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

withToolsAsRoot(PROXY_TOOLS, () => {
  describe('an upgrade of the proxy', () => {
    const groups = proxiedHostGroups({ groups: 2, hosts: 1 })
    const onlyHost = ({ hosts }: HostGroup): FleetHost => hosts[0] as FleetHost
    const upgrade = (group: HostGroup, proxy: string, more: object = {}): Promise<DeployResult> =>
      group.deploy.run(proxiedConfig(group.hosts, group.registry, { proxy }), {
        inputs: { action: 'upgrade-proxy', ...more },
      })
    const proxiesOn = (host: FleetHost): Promise<string> =>
      host.docker('ps', '--all', '--filter', 'label=towpath.proxy', '--format', '{{.Names}}')
    const imageOn = (host: FleetHost): Promise<string> =>
      host.docker('inspect', '--format', '{{.Config.Image}}', 'towpath-proxy')

    test.concurrent(
      'answers every request that was accepted, keeps the routes, and changes nothing again',
      async () => {
        await using group = await groups.borrowWithV1()
        const { next } = groups.images
        const host = onlyHost(group)
        const dry = await upgrade(group, next, { 'dry-run': 'true' })
        expect(dry.log).toContain('would replace proxy')
        const { address } = await host.relayTo(PROXY_HTTP)
        await using load = await startLoad({ address, rate: 50, slowEvery: 25 })
        const done = await upgrade(group, next)
        const { requests, gap } = await load.stop()
        expect([done.exitCode, done.rows[0]?.outcome]).toEqual([0, 'deployed'])
        // Until the new proxy listens, connections are accepted by the relay or by docker, and then refused.
        const lost = requests.filter(({ status }) => status !== 200)
        const start = Math.min(...lost.filter(({ own }) => own === 0).map(({ at }) => at))
        // What the old proxy had accepted takes its time.
        expect(lost.filter(({ own, at }) => own > 0 && at < start)).toEqual([])
        const isInProgress = ({ at, time, own }: LoadRequest): boolean =>
          own > 0 && at < start && at + time > start
        expect(requests.filter(isInProgress).map(({ status }) => status)).toContain(200)
        expect(gap).toBeGreaterThan(0)
        expect(done.rows[0]?.['gap-ms']).toBeGreaterThan(0)
        expect(await imageOn(host)).toContain(next)
        expect([await proxiesOn(host), await answerOf(host)]).toEqual(['towpath-proxy\n', 'v1'])
        const again = await upgrade(group, next)
        expect([again.outputs['changed'], again.rows[0]?.outcome]).toEqual(['false', 'unchanged'])
        const warned = await group.deploy.run(group.config, { inputs: { tag: 'v1' } })
        expect([warned.outputs['changed'], warned.log]).toEqual([
          'false',
          expect.stringContaining('"action: upgrade-proxy" does'),
        ])
        const status = await group.deploy.run(group.config, { inputs: { action: 'status' } })
        expect(status.rows[0]).toMatchObject({
          proxy: { state: 'running', routes: [{ service: 'staging/shop', hosts: [], path: '/' }] },
        })

        // Two environments at the same time: one replaces it, the other one waits and finds it replaced.
        const [, environment = ''] = /^( {2}staging:\n(?: {4}.*\n)+)/m.exec(group.config) ?? []
        const production = environment.replace('staging:', 'production:')
        const config = group.config.replace(/^services:/m, `${production}services:`)
        const both = await Promise.all(
          ['staging', 'production'].map((name) =>
            group.deploy.run(config, { inputs: { action: 'upgrade-proxy', environment: name } }),
          ),
        )
        expect(both.map(({ rows }) => rows[0]?.outcome).sort()).toEqual(['deployed', 'unchanged'])
        expect([await proxiesOn(host), await answerOf(host)]).toEqual(['towpath-proxy\n', 'v1'])
        expect(await leftoversOn(host)).toBe('')
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'one that does not work, or a script that is killed halfway: the old one is back',
      async () => {
        await using group = await groups.borrowWithV1()
        const { current, next } = groups.images
        const host = onlyHost(group)
        const shop = await group.registry.digest('allume/shop', 'v1')
        const state = ['inspect', '--format', '{{.Id}} {{.State.StartedAt}}', 'towpath-proxy']
        const before = await host.docker(...state)
        const failed = await upgrade(group, `allume/shop@${shop}`)
        expect([failed.exitCode, failed.outputs['reason']]).toEqual([1, 'proxy-failed'])
        // It was found before the old one stopped.
        expect([await host.docker(...state), failed.rows[0]?.['gap-ms']]).toEqual([before, 0])
        expect([await proxiesOn(host), await answerOf(host)]).toEqual(['towpath-proxy\n', 'v1'])

        // A request in progress keeps the old one from ending, and the script is killed meanwhile.
        const { address } = await host.relayTo(PROXY_HTTP)
        await host.run('rm -f /tmp/stopping /tmp/stop')
        await using _ = await disturbDocker(
          host,
          `case "$*" in 'stop -t 15 towpath-proxy-old')
  : >/tmp/stopping
  until [ -e /tmp/stop ]; do sleep 0.02; done ;;
esac`,
        )
        const killed = upgrade(group, next)
        await host.run('until [ -e /tmp/stopping ]; do sleep 0.02; done')
        const slow = fetch(`http://${address}/?ms=8000`).then((response) => response.text())
        // One that comes after it is answered, so that one was accepted.
        expect(await answerOf(host)).toBe('v1')
        // While it is stopping, it refuses commands.
        const isEnding =
          'while docker exec towpath-proxy-old kamal-proxy list >/dev/null 2>&1; do sleep 0.1; done'
        await host.run(`touch /tmp/stop; ${isEnding}; pkill -KILL -u deploy -f towpath`)
        expect((await slow).trim()).toBe('v1')
        expect((await killed).exitCode).toBe(1)
        expect(await proxiesOn(host)).toBe('towpath-proxy\n')
        expect([await imageOn(host), await answerOf(host)]).toEqual([
          expect.stringContaining(current),
          'v1',
        ])
        expect(await leftoversOn(host)).toBe('')
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
