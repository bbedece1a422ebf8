import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Registry, startRegistry } from '../../../fakes/docker/registry.ts'
import { type Fleet, startFleet } from '../../../fakes/fleet/fleet.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { toolPath } from '../../../scripts/test-tools.ts'
import {
  PROXY_HTTP,
  PROXY_TOOLS,
  type ProxyImages,
  pushProxiedImages,
} from '../../support/fabric-deploy/proxied-hosts.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

const STATE = '/home/kamal-proxy/.config/kamal-proxy'

withToolsAsRoot(PROXY_TOOLS, () => {
  describe('a host with the real kamal-proxy', () => {
    let registry: Registry
    let images: ProxyImages
    let fleet: Fleet
    let host: FleetHost
    beforeAll(async () => {
      registry = await startRegistry(toolPath('registry') ?? '')
      fleet = await startFleet({ hosts: 1, reaches: [registry.address], disk: '1g' })
      host = fleet.hosts[0] as FleetHost
      images = await pushProxiedImages(registry)
      const login = `docker login -u ${registry.user} --password-stdin ${registry.address}`
      await host.run(`echo ${registry.password} | ${login}; docker network create towpath`)
      const ports = ['--publish', `${PROXY_HTTP}:80`, '--volume', `towpath-proxy:${STATE}`]
      await start('towpath-proxy', images.current, ...ports)
      await Promise.all(['v1', 'v2'].map((tag) => start(tag, `allume/shop:${tag}`)))
    }, 300_000)
    afterAll(async () => {
      await fleet?.stop()
      await registry?.remove()
    })
    const start = (name: string, image: string, ...more: string[]): Promise<string> => {
      const flags = ['--detach', '--network', 'towpath', '--restart', 'unless-stopped', ...more]
      return host.docker('run', '--name', name, ...flags, `${registry.address}/${image}`)
    }
    const proxy = (...args: string[]): Promise<string> =>
      host.docker('exec', 'towpath-proxy', 'kamal-proxy', ...args)
    const deploy = (name: string, ...more: string[]): Promise<string> =>
      proxy('deploy', 'shop', '--target', `${name}:8000`, '--health-check-path=/healthz', ...more)

    test('its image has the user and the state folder of the published one; the two images differ', async () => {
      expect(images.next).not.toBe(images.current)
      const inspected = await host.docker(
        'inspect',
        '--format',
        '{{.Config.User}}',
        'towpath-proxy',
      )
      expect(inspected).toBe('kamal-proxy:kamal-proxy\n')
      await deploy('v1')
      const folder = await host.docker(
        'inspect',
        '--format',
        '{{range .Mounts}}{{.Source}}{{end}}',
        'towpath-proxy',
      )
      expect(await host.run(`stat --format '%u %n' ${folder.trim()}/*`)).toMatch(
        /^1001 .*\.state\n$/,
      )
    }, 300_000)

    test('a switch loses no request, and after a reboot all serves again by itself', async () => {
      await deploy('v1')
      const load = await host.load(PROXY_HTTP, { slowEvery: 20, slowTime: 500 })
      await deploy('v2')
      const { answers, lost } = await load.stop()
      expect(lost).toBe(0)
      expect(Object.keys(answers).sort()).toEqual(['v1', 'v2'])
      await using during = await host.load(PROXY_HTTP)
      await host.reboot()
      const { address } = await host.relayTo(PROXY_HTTP)
      expect(await (await fetch(`http://${address}/`)).text()).toBe('v2\n')
      const broken = await during.stop()
      expect(broken.refused).toBeGreaterThan(0)
      expect(broken.gap).toBeGreaterThan(100)
    }, 300_000)

    test('the web server behaves as its environment says', async () => {
      const list = ['HOST=shop.example.org', 'HEADER=X-Token: t', 'DRAIN=1', 'BOOT=0.2']
      await start('strict', 'allume/shop:v3', ...list.flatMap((one) => ['--env', one]))
      await start('redirecting', 'allume/shop:redirecting')
      await start('broken', 'allume/shop:broken')
      const ask = async (name: string, path: string, ...headers: string[]): Promise<string> => {
        const flags = headers.flatMap((header) => ['--header', `'${header}'`]).join(' ')
        const url = `http://$(docker inspect --format '{{.NetworkSettings.Networks.towpath.IPAddress}}' ${name}):8000${path}`
        return host.run(`busybox wget -S -q -O - -Y off ${flags} ${url} 2>&1 || true`)
      }
      expect(await ask('strict', '/healthz')).toContain('400 Bad Request')
      expect(await ask('strict', '/healthz', 'Host: shop.example.org')).toContain('403 Forbidden')
      expect(await ask('strict', '/healthz', 'Host: shop.example.org', 'X-Token: t')).toContain(
        'ok',
      )
      expect(await ask('strict', '/any/env/DRAIN')).toMatch(/1\n$/)
      expect(await ask('strict', '/any/request')).toContain('"path":"/any/request"')
      expect(await ask('redirecting', '/healthz')).toContain('302 Found')
      expect(await ask('broken', '/healthz')).toContain('500 Internal Server Error')
      const stopped = host.docker('stop', 'strict')
      expect(await ask('strict', '/')).toMatch(/v3\n$/)
      await stopped
    }, 300_000)
  })
})
