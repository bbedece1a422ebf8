// The proxy of a host: made, in the way, shared by environments, stopped, without its routes, and after a reboot.
import { describe, expect, test } from '@jest/globals'
import { proxyImage } from '../../../fakes/docker/proxy-image.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { GROUP_TEST_TIMEOUT, type HostGroup } from '../../support/fabric-deploy/host-groups.ts'
import { answerOf, awaitAnswer, leftoversOn } from '../../support/fabric-deploy/host-state.ts'
import {
  PROXY_HTTP,
  PROXY_HTTPS,
  PROXY_TOOLS,
  proxiedConfig,
  proxiedHostGroups,
} from '../../support/fabric-deploy/proxied-hosts.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

withToolsAsRoot(PROXY_TOOLS, () => {
  describe('the proxy of a host', () => {
    const groups = proxiedHostGroups({ groups: 2, hosts: 1 })
    const onlyHost = ({ hosts }: HostGroup): FleetHost => hosts[0] as FleetHost
    const containersOn = (host: FleetHost): Promise<string> =>
      host.docker('ps', '--all', '--format', '{{.ID}} {{.Names}} {{.State}}')

    test.concurrent(
      'is made once, repaired by any deployment, and serves by itself after a reboot',
      async () => {
        await using group = await groups.borrow()
        const { deploy, config } = group
        const host = onlyHost(group)
        const deployV1 = () => deploy.run(config, { inputs: { tag: 'v1' } })
        const made = await deployV1()
        expect([made.exitCode, made.log, await answerOf(host)]).toEqual([
          0,
          expect.stringContaining('"shop" runs "v1" on 1 host'),
          'v1',
        ])
        const format =
          '{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.NetworkMode}} {{json .HostConfig.Binds}} {{json .HostConfig.LogConfig}} {{json .Config.Labels}} {{.Config.Image}}'
        const proxy = await host.docker('inspect', '--format', format, 'towpath-proxy')
        for (const text of [
          'unless-stopped towpath ["towpath-proxy:/home/kamal-proxy/.config/kamal-proxy"]',
          '"max-size":"10m"',
          '"towpath.proxy":"1"',
          groups.images.current,
        ])
          expect(proxy).toContain(text)
        expect(proxy).not.toContain('towpath.environment')
        const first = await containersOn(host)

        await host.docker('stop', 'towpath-proxy')
        const started = await deployV1()
        expect([started.outputs['changed'], await answerOf(host)]).toEqual(['true', 'v1'])
        await host.docker('pause', 'towpath-proxy')
        expect([(await deployV1()).exitCode, await answerOf(host)]).toEqual([0, 'v1'])

        // Its state can't be read: it starts without routes.
        await host.run(
          'echo broken >/var/lib/docker/volumes/towpath-proxy/_data/kamal-proxy.state; docker restart towpath-proxy >/dev/null',
        )
        const repaired = await deployV1()
        expect([repaired.outputs['changed'], await answerOf(host)]).toEqual(['true', 'v1'])
        const again = await deployV1()
        expect([again.outputs['changed'], await containersOn(host)]).toEqual(['false', first])
        await host.reboot()
        expect([await awaitAnswer(host, 'v1'), await containersOn(host)]).toEqual(['v1', first])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a port or a host that something else has is reported before anything changes',
      async () => {
        await using group = await groups.borrow()
        const { deploy, config, registry } = group
        const host = onlyHost(group)
        const image = `${registry.address}/allume/shop:v1`
        const shop = ['--name', 'kamal-proxy', '--publish', `${PROXY_HTTP}:8000`, image]
        const login = `docker login -u ${registry.user} --password-stdin ${registry.address}`
        await host.run(`echo ${registry.password} | ${login} 2>/dev/null`)
        await host.docker('run', '--detach', ...shop)
        const listener = `setsid busybox nc -ll -p ${PROXY_HTTPS} -e /bin/true >/dev/null 2>&1 &`
        const isListening = `grep -qi ':${PROXY_HTTPS.toString(16)} .* 0A ' /proc/net/tcp /proc/net/tcp6`
        await host.run(`${listener} until ${isListening}; do sleep 0.02; done`)
        const before = await containersOn(host)
        const taken = await deploy.run(config, { inputs: { tag: 'v1' } })
        expect(taken.outputs['reason']).toBe('port-taken')
        expect(taken.log).toContain(`port ${PROXY_HTTP}/tcp of the proxy is used by Kamal's own`)
        expect(taken.log).toContain(`port ${PROXY_HTTPS}/tcp of the proxy is used by a program`)
        expect(await containersOn(host)).toBe(before)
        await host.run(
          `docker rm -f kamal-proxy >/dev/null; fuser -sk ${PROXY_HTTPS}/tcp || pkill -f 'nc -ll -p ${PROXY_HTTPS}'`,
        )

        // Two environments at the same time: one makes the proxy, and each has its routes in it.
        const hosts = JSON.stringify([host.address])
        const other = `${config}\n`.replace(
          /^services:/m,
          `  production:
    hosts: { web: ${hosts} }
    proxy: { image: '${registry.address}/${groups.images.current}', http: ${PROXY_HTTP}, https: ${PROXY_HTTPS} }
    services: { shop: { proxy: { host: shop.example.org, port: 8000 } } }
services:`,
        )
        const both = ['staging', 'production'].map((environment) =>
          deploy.run(other, { inputs: { environment, tag: 'v1' } }),
        )
        for (const { exitCode, log } of await Promise.all(both))
          expect([exitCode, log]).toEqual([0, expect.stringContaining('"shop" runs "v1"')])
        const networks = await host.docker('network', 'ls', '--format', '{{.Name}}')
        expect(networks.split('\n').filter((name) => name === 'towpath')).toHaveLength(1)
        const route = await host.docker('exec', 'towpath-proxy', 'kamal-proxy', 'list')
        expect(route).toMatch(/production\/shop[^\n]*shop\.example\.org[^\n]*\n[^\n]*staging\/shop/)

        // A third one wants a host that is taken.
        const third = other.replaceAll('production:', 'preview:')
        const refused = await deploy.run(third, { inputs: { environment: 'preview', tag: 'v2' } })
        expect(refused.outputs['reason']).toBe('host-taken')
        expect(refused.log).toContain('its route "production/shop" has the same')
        expect(await answerOf(host)).toBe('v1')
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'one that does not start is removed again, and its log is shown',
      async () => {
        await using group = await groups.borrow()
        const { deploy, hosts, registry } = group
        const host = onlyHost(group)
        // Busybox has no program of this name, and says so: docker starts it again and again.
        const ends = await registry.push('loop', '1', proxyImage('/bin/busybox', 'loop'))
        const lacksIt = await registry.digest('allume/shop', 'v1')
        for (const [proxy, cause] of [
          [`loop@${ends}`, 'kamal-proxy: applet not found'],
          [`allume/shop@${lacksIt}`, 'executable file not found'],
        ] as const) {
          const config = proxiedConfig(hosts, registry, { proxy })
          const failed = await deploy.run(config, { inputs: { tag: 'v1' } })
          expect([failed.exitCode, failed.outputs['reason']]).toEqual([1, 'proxy-failed'])
          expect(failed.log).toContain(cause)
          expect([await containersOn(host), await leftoversOn(host)]).toEqual(['', ''])
        }
        // The proxy was made for nothing.
        const failed = await deploy.run(group.config, { inputs: { tag: 'dies' } })
        expect([failed.outputs['reason'], await containersOn(host)]).toEqual(['exited', ''])
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
