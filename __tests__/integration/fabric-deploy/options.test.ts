import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { toolPath } from '../../../scripts/test-tools.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { webConfig } from '../../support/fabric-deploy/web-service.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

/** Every option, as a configuration has it. */
const OPTIONS = `
labels: { traefik.enable: true, org.example.note: "two words, 'quoted' and $HOME", rule: '^.+\\.a$', empty: '' }
networks: [back, front]
logging: { driver: json-file, options: { max-size: 1m, max-file: 2, tag: '{{.Name}}' } }
memory: 64m
cpus: 0.5
cap-add: [NET_ADMIN, CAP_SYS_NICE]
cap-drop: MKNOD
user: 0:0
read-only: true
tmpfs: ['/www:size=1m,mode=0755', /run]
extra-hosts: ['db:10.0.0.1', 'db6=[::1]', 'me:host-gateway']
init: true
ulimits: { nofile: 1024, core: { soft: 0, hard: 1 }, nproc: '64:128' }`

/** The same for docker create, by hand. */
const BY_HAND = [
  `--label traefik.enable=true --label 'org.example.note=two words, '\\''quoted'\\'' and $HOME' --label 'rule=^.+\\.a$' --label empty=`,
  '--network back --log-driver json-file --log-opt max-size=1m --log-opt max-file=2 --log-opt tag={{.Name}}',
  '--memory 64m --cpus 0.5 --cap-add NET_ADMIN --cap-add CAP_SYS_NICE --cap-drop MKNOD --user 0:0 --read-only',
  '--tmpfs /www:size=1m,mode=0755 --tmpfs /run --add-host db:10.0.0.1 --add-host db6:::1',
  '--add-host me:host-gateway --init --ulimit nofile=1024 --ulimit core=0:1 --ulimit nproc=64:128',
].join(' ')

type Inspected = {
  readonly Id: string
  readonly Config: { readonly Labels: Readonly<Record<string, string>> } & Record<string, unknown>
  readonly HostConfig: Record<string, unknown>
  readonly NetworkSettings: {
    readonly Networks: Readonly<Record<string, { readonly Aliases: readonly string[] | null }>>
  }
}

/** Returns all of a container that a configuration decides. */
async function inspect(host: FleetHost, name: string): Promise<object> {
  const [found] = JSON.parse(await host.docker('inspect', name)) as Inspected[]
  if (!found) throw new Error(`there is no container ${name}`)
  const { Hostname: _, Labels, ...config } = found.Config
  const labels = Object.entries(Labels).filter(([key]) => !key.startsWith('towpath.'))
  const networks = Object.entries(found.NetworkSettings.Networks).map(([network, { Aliases }]) => [
    network,
    (Aliases ?? []).filter((alias) => !found.Id.startsWith(alias)),
  ])
  return { config, labels: labels.sort(), networks: networks.sort(), host: found.HostConfig }
}

const runningOf = async (host: FleetHost, service: string): Promise<string> =>
  (await host.docker('ps', '-q', '--filter', `label=towpath.service=${service}`)).trim()

withToolsAsRoot([...FLEET_TOOLS, 'web-server'], () => {
  describe("docker's options of a service", () => {
    const { borrow, borrowWithV1 } = hostGroups({ groups: 1, hosts: 1 })

    test.concurrent(
      'reach its container as they reach one that is made by hand, and a change of one replaces it alone',
      async () => {
        await using group = await borrow()
        const { hosts, registry, deploy } = group
        const [host] = hosts as [FleetHost]
        const image = `${registry.address}/allume/web`
        const db = `db: { roles: web, image: '${image}:v1', redeploy: never, networks: [back, bridge] }`
        // Its health check has no address but that of the host itself.
        const agent = `agent: { roles: web, image: '${image}:v1', redeploy: never, networks: host, healthy: { http: /healthz, port: 8000 } }`
        const services = `${db}\n${agent}`
        const config = webConfig(hosts, registry, { service: OPTIONS, services }).replace(
          '8000:8000',
          '8001:8000',
        )
        await host.run('for name in back front; do docker network create $name; done')
        const first = await deploy.run(config, { inputs: { tag: 'v1' } })
        expect([first.exitCode, first.outputs['reason']]).toEqual([0, ''])
        const digest = await registry.digest('allume/web', 'v1')
        const options = `--name by-hand --publish 8001:8000 --restart unless-stopped ${BY_HAND}`
        await host.run(
          `docker create ${options} ${image}@${digest}; docker network connect front by-hand`,
        )
        const [web, other] = [await runningOf(host, 'web'), await runningOf(host, 'db')]
        expect(await inspect(host, web)).toEqual(await inspect(host, 'by-hand'))
        expect(await inspect(host, other)).toMatchObject({
          networks: [
            ['back', ['db']],
            ['bridge', []],
          ],
        })
        const same = await deploy.run(config, { inputs: { tag: 'v1' } })
        expect(same.outputs['changed']).toBe('false')
        const changed = config
          .replace('cpus: 0.5', 'cpus: 0.6')
          .replace('networks: [back, bridge]', '')
        await deploy.run(changed, { inputs: { tag: 'v1' } })
        expect(await inspect(host, await runningOf(host, 'web'))).toMatchObject({
          host: { NanoCpus: 600_000_000 },
        })
        expect([(await runningOf(host, 'web')) === web, await runningOf(host, 'db')]).toEqual([
          false,
          other,
        ])
        await host.run('docker rm -f $(docker ps -aq); docker network rm back front')
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'its health check has the Host and the headers of the configuration, also when it is asked whether there is something to do',
      async () => {
        await using group = await borrow()
        const { hosts, registry, deploy } = group
        const header = `it's "one" $HOME`
        const env = ['HOST=shop.example.org', `HEADER=X-Check: ${header}`]
        const webServer = toolPath('web-server') ?? ''
        for (const version of ['v1', 'v2'])
          await registry.push('allume/strict', version, { version, webServer, env })
        const run = (tag: string, value: string, within: string) => {
          const headers = JSON.stringify({ 'X-Check': value })
          const config = webConfig(hosts, registry, {
            within: `${within}, host: shop.example.org, headers: ${headers}`,
          })
          return deploy.run(config.replace('allume/web', 'allume/strict'), { inputs: { tag } })
        }
        const good = () => run('v1', header, '60s')
        expect((await good()).outputs['changed']).toBe('true')
        expect((await good()).outputs['changed']).toBe('false')
        const denied = await run('v2', 'other', '6s')
        expect(denied.outputs['reason']).toBe('unhealthy')
        expect(denied.log).toContain('its last answer was 403')
        expect(await group.answers()).toEqual(['v1'])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'that only the host can refuse change nothing',
      async () => {
        await using group = await borrowWithV1()
        const { hosts, registry, deploy } = group
        const [host] = hosts as [FleetHost]
        const refused = async (service: string, reason: string, message: string) => {
          const config = webConfig(hosts, registry, { service })
          const result = await deploy.run(config, { inputs: { tag: 'v2' } })
          expect([result.exitCode, result.outputs['reason']]).toEqual([1, reason])
          expect(result.log).toContain(message)
          await group.expectOnlyV1(result)
        }
        await refused('cpus: 900', 'create-failed', 'CPUs available')
        await refused('networks: [bridge, back]', 'network-missing', 'has no docker network "back"')
        // It stays like this: no test comes after this one.
        await host.stopDocker()
        await host.run('umount /sys/fs/cgroup/memory')
        await host.startDocker()
        await refused('memory: 64m', 'create-failed', 'docker create left out a limit: ')
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
