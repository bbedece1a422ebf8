// fabric-deploy behind a proxy, on a host with a fake docker: what a user sees of each refusal, and of a deployment that has nothing to do.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { DEFAULT_PROXY } from '../../actions/fabric-deploy/src/config/proxy-route.ts'
import { type FakeRegistry, fakeRegistry } from '../../fakes/docker/fake-registry.ts'
import { freePort } from '../../fakes/network/free-port.ts'
import { type SshHosts, startSshHosts } from '../../fakes/ssh/ssh-hosts.ts'
import { newKey } from '../../fakes/ssh/ssh-key.ts'
import { type ActionResult, runBundle } from '../../rehearsal/action-runner.ts'
import { ROOT } from '../../scripts/actions.ts'
import { withTool } from '../support/tools.ts'

const ACTION = join(ROOT, 'actions/fabric-deploy')
const IMAGE = 'registry.example.org/allume/shop'

let workspace = ''
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'towpath-fabric-deploy-'))
  mkdirSync(join(workspace, '.github'))
})
afterAll(() => rmSync(workspace, { recursive: true, force: true }))

const configure = (text: string): void =>
  writeFileSync(join(workspace, '.github/towpath.yml'), text)

/** The errors; of several, the last lists all of them with their lines. */
const errorOf = ({ annotations }: ActionResult): string =>
  annotations.findLast(({ level }) => level === 'error')?.message ?? ''

test.each([
  [
    [
      '    before: []',
      '    memory: lots',
      '    cap-add: [ALL!]',
      '    labels: { towpath.service: x }',
      '    ulimits: { nofile: many }',
    ],
    [
      '6:13: the list is empty',
      '7:13: "lots" is not an amount of memory such as 512m or 1.5g',
      '8:15: "ALL!" is not a capability; did you mean "ALL"?',
      '9:15: "towpath.service" begins with "towpath.", which is reserved',
      '10:24: "many" is not a limit, or a soft and a hard one such as 1024:2048',
    ],
  ],
  [
    [
      "    ports: ['80:8000']",
      "    proxy: { host: '*.example.org', port: 8000, tls: true }",
      "    healthy: { http: /, headers: { accept: '*/*' } }",
      '    networks: [host]',
    ],
    [
      '6:5: the service "web": "ports" publishes port 80/tcp of the host, which can\'t be combined with "proxy": the old and the new container run side by side, and requests come through the proxy; remove it',
      '7:20: the service "web": "tls" can\'t get a certificate for a wildcard: "*.example.org"',
      '8:25: the service "web": "proxy" sends no "headers" in its health check, only "host"',
      '9:16: the service "web": in the network "host" the proxy can\'t reach the container',
    ],
  ],
])('mistakes in the configuration are listed with their lines: %j', async (lines, errors) => {
  configure(`environments: { stage: { hosts: { web: deploy@one.example.org } } }
services:
  web:
    roles: web
    image: ${IMAGE}
${lines.join('\n')}
`)
  const key = newKey()
  const keys = { 'ssh-key': key.private, 'known-hosts': `one.example.org ${key.public}` }
  const inputs = { environment: 'stage', tag: 'v1', ...keys }
  const result = await runBundle({ action: ACTION, inputs, workspace })
  expect([result.exitCode, result.outputs['reason']]).toEqual([1, 'bad-config'])
  expect(errorOf(result).replaceAll('.github/towpath.yml:', '').split('\n')).toEqual(errors)
})

const configuration = (
  { hosts: [host] }: SshHosts,
  port: number,
  more = '',
): string => `environments:
  stage: { hosts: { web: '${host?.address}' }, proxy: { http: ${port}, https: ${port + 1} } }
  other: { hosts: { web: '${host?.address}' }, proxy: { http: ${port}, https: ${port + 1} } }
services:
  shop:
    roles: web
    image: ${IMAGE}
    proxy: { host: shop.example.org, port: 8000 }
    healthy: { http: /healthz, within: 2s }
    before: [migrate]
${more}`

withTool('ssh', () => {
  describe('on a host', () => {
    let world: SshHosts
    let images: FakeRegistry
    let port = 0
    beforeAll(async () => {
      images = fakeRegistry(join(workspace, 'images'))
      const { image } = DEFAULT_PROXY
      images.add(image.name, image.digest, 'kamal-proxy')
      images.push(IMAGE, 'v1', 'healthy', { migrate: 'job 0 0 migrated' })
      images.push(IMAGE, 'bad', 'healthy', { migrate: 'job 0 3 no such table' })
      world = await startSshHosts(join(workspace, 'hosts'), ['one'], images.folder)
      port = await freePort()
    })
    afterAll(async () => world.stop())

    const docker = (...args: readonly string[]): string => {
      const place = join(workspace, 'hosts/one')
      const env = { ...process.env, FAKE_DOCKER: join(place, 'docker') }
      return spawnSync(join(place, 'bin/docker'), args, { env, encoding: 'utf8' }).stdout
    }
    const deploy = async (
      inputs: Readonly<Record<string, string>> = {},
      text = configuration(world, port),
    ): Promise<ActionResult> => {
      configure(text)
      const keys = { 'ssh-key': world.key, 'known-hosts': world.known }
      const all = { environment: 'stage', tag: 'v1', ...keys, ...inputs }
      return runBundle({ action: ACTION, inputs: all, workspace })
    }
    const ended = ({ outputs }: ActionResult): (string | undefined)[] => [
      outputs['reason'],
      outputs['changed'],
    ]

    test('a port that a program has, and a network that does not exist', async () => {
      const program: Server = createServer()
      await new Promise<void>((resolve) => program.listen(port, '127.0.0.1', resolve))
      const taken = await deploy()
      program.close()
      expect(ended(taken)).toEqual(['port-taken', 'false'])
      expect(errorOf(taken)).toMatch(
        new RegExp(
          `port ${port}/tcp of the proxy is used by a program .*"http" of the environment's "proxy"$`,
        ),
      )
      const missing = await deploy({}, configuration(world, port, '    networks: [back]\n'))
      expect(ended(missing)).toEqual(['network-missing', 'false'])
      expect(errorOf(missing)).toContain('has no docker network "back", which "shop" needs')
      expect(docker('ps', '-aq')).toBe('')
    })

    test('a "before" command that fails: nothing is switched', async () => {
      const result = await deploy({ tag: 'bad' })
      expect(ended(result)).toEqual(['before-failed', 'false'])
      expect(JSON.parse(result.outputs['hosts'] ?? '')).toMatchObject([{ code: 3 }])
      expect(result.log).toContain('no such table')
      expect(errorOf(result)).toContain('"shop" exited with code 3. Nothing was switched.')
    })

    test('a deployment, then one with nothing to do, the status with its route, and its host is taken', async () => {
      expect(ended(await deploy())).toEqual(['', 'true'])
      const again = await deploy()
      expect(ended(again)).toEqual(['', 'false'])
      expect(again.log).not.toContain('migrated')
      const status = await deploy({ action: 'status' })
      expect(status.log).toMatch(/: shop\.example\.org -> stage\/shop \([0-9a-f]{12}:8000\)/)
      const upgrade = await deploy({ action: 'upgrade-proxy', tag: '' })
      expect(ended(upgrade)).toEqual(['', 'false'])
      for (const { outputs } of [status, upgrade])
        expect(outputs['unchanged-hosts']).toBe(world.hosts[0]?.address)
      const other = await deploy({ environment: 'other' })
      expect(ended(other)).toEqual(['host-taken', 'false'])
      expect(errorOf(other)).toMatch(
        /its route "stage\/shop" has the same; .* remove "shop" from the environment "stage" first/,
      )
    })
  })
})
