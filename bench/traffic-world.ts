// Two hosts with a real docker, for the bench of requests under load: a service behind kamal-proxy on both, one with a published port and one that
// is started by hand on the first.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { proxyImage } from '../fakes/docker/proxy-image.ts'
import { type Registry, startRegistry } from '../fakes/docker/registry.ts'
import { type Fleet, startFleet } from '../fakes/fleet/fleet.ts'
import type { FleetHost } from '../fakes/fleet/fleet-host.ts'
import { runBundle } from '../rehearsal/action-runner.ts'
import { ROOT } from '../scripts/actions.ts'
import { pathOf } from './tools.ts'

/** The host ports of the three services. */
export const [PROXIED, PUBLISHED, BY_HAND] = [8000, 8001, 8002]

export type TrafficWorld = AsyncDisposable & {
  readonly first: FleetHost
  readonly second: FleetHost
  /** Runs fabric-deploy; throws unless the outcomes of the hosts are these. */
  deploy(inputs: Readonly<Record<string, string>>, outcomes: readonly string[]): Promise<void>
  switchByHand(tag: string): Promise<void>
}

const ENV_FILE = '/home/deploy/shop.env'

/** Starts the hosts; all images are pulled. `v1` to `v3` work, `dies` ends at once, and so does every one on a host whose MODE says so. */
export async function startTrafficWorld(): Promise<TrafficWorld> {
  await using started = new AsyncDisposableStack()
  const registry = await startRegistry(pathOf('registry'))
  started.defer(() => registry.remove())
  const fleet = await startFleet({ hosts: 2, reaches: [registry.address], disk: '1g' })
  started.defer(() => fleet.stop())
  const [first, second] = fleet.hosts
  if (!first || !second) throw new Error('The fleet has less than two hosts')
  const workspace = join(fleet.folder, 'workspace')
  mkdirSync(join(workspace, '.github'), { recursive: true })
  started.defer(() => rmSync(workspace, { recursive: true, force: true }))
  const digest = await pushImages(registry)
  writeFileSync(join(workspace, '.github/towpath.yml'), configOf([first, second], registry, digest))
  for (const host of [first, second]) await pullImages(host, registry)
  const ended = started.move()
  return {
    ...{ first, second },
    deploy: (inputs, outcomes) => deploy(fleet, registry, workspace, inputs, outcomes),
    async switchByHand(tag) {
      const image = `${registry.address}/allume/shop:${tag}`
      await first.run(`if docker stop shop; then docker rename shop "shop-before-${Date.now()}"; fi
docker run --detach --name shop --restart unless-stopped --publish ${BY_HAND}:8000 ${image}`)
    },
    [Symbol.asyncDispose]: () => ended.disposeAsync(),
  }
}

/** Sets the variables that every container gets on a host from now on, instead of those of its image. */
export const setVariables = (host: FleetHost, lines: '' | 'MODE=dies'): Promise<string> =>
  host.run(`echo ${lines} >${ENV_FILE}`)

/** Returns the digest of the proxy's image. */
async function pushImages(registry: Registry): Promise<string> {
  const webServer = pathOf('web-server')
  for (const version of ['v1', 'v2', 'v3'])
    await registry.push('allume/shop', version, { version, webServer })
  await registry.push('allume/shop', 'dies', { version: 'dies', mode: 'dies', webServer })
  return registry.push('basecamp/kamal-proxy', 'v0.9', proxyImage(pathOf('kamal-proxy')))
}

async function pullImages(host: FleetHost, { address, user, password }: Registry): Promise<void> {
  await setVariables(host, '')
  await host.run(`echo ${password} | docker login -u ${user} --password-stdin ${address}`)
  for (const tag of ['v1', 'v2', 'v3', 'dies'])
    await host.docker('pull', `${address}/allume/shop:${tag}`)
}

function configOf([first, second]: [FleetHost, FleetHost], { address }: Registry, digest: string) {
  const shop = `image: ${address}/allume/shop`
  const proxy = `image: '${address}/basecamp/kamal-proxy@${digest}', http: ${PROXIED}, https: 8443`
  return `environments:
  proxied:
    hosts: { proxied: ['${first.address}', '${second.address}'] }
    batch: 1
    proxy: { ${proxy} }
  published:
    hosts: { published: ['${first.address}'] }
services:
  shop: { roles: proxied, ${shop}, proxy: { port: 8000 }, healthy: { http: /healthz }, env-file: ${ENV_FILE} }
  web: { roles: published, ${shop}, ports: '${PUBLISHED}:8000', healthy: { http: /healthz } }
`
}

async function deploy(
  { key, hosts }: Fleet,
  { user, password }: Registry,
  workspace: string,
  inputs: Readonly<Record<string, string>>,
  expected: readonly string[],
): Promise<void> {
  const { outputs, raw } = await runBundle({
    action: join(ROOT, 'actions/fabric-deploy'),
    inputs: {
      'ssh-key': key,
      'known-hosts': hosts.map(({ known }) => known).join('\n'),
      ...{ 'registry-user': user, 'registry-password': password },
      ...inputs,
    },
    workspace,
  })
  const rows = JSON.parse(outputs['hosts'] ?? '[]') as { outcome: string }[]
  const outcomes = rows.map(({ outcome }) => outcome).join(', ')
  if (outcomes !== expected.join(', ')) throw new Error(`the hosts are ${outcomes}:\n${raw}`)
}
