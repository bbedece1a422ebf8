// Counts the requests that a switch of a container loses at a steady load on one host with a real docker: fabric-deploy behind kamal-proxy, with
// a published port, and docker stop and docker run by hand.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { proxyImage } from '../fakes/docker/proxy-image.ts'
import { type Registry, startRegistry } from '../fakes/docker/registry.ts'
import { type Fleet, startFleet } from '../fakes/fleet/fleet.ts'
import type { FleetHost } from '../fakes/fleet/fleet-host.ts'
import { runBundle } from '../rehearsal/action-runner.ts'
import { ROOT } from '../scripts/actions.ts'
import { pathOf } from './tools.ts'

const ROUNDS = 3
/** The host ports of the three services. */
const [PROXIED, PUBLISHED, BY_HAND] = [8000, 8001, 8002]
/** Milliseconds of load before and after a switch. */
const AROUND = 500

/** The requests lost in a switch, and the most milliseconds that one took beyond what it asked for: the worst of all rounds. */
export type Losses = { readonly lost: number; readonly slowest: number }

export type TrafficLosses = {
  readonly proxied: Losses
  readonly published: Losses
  readonly byHand: Losses
}

type World = { readonly host: FleetHost; readonly fleet: Fleet; readonly registry: Registry }

/** Returns the losses of several rounds, in which the three take turns. Needs root, docker and a registry. */
export async function trafficLosses(): Promise<TrafficLosses> {
  await using started = new AsyncDisposableStack()
  const registry = await startRegistry(pathOf('registry'))
  started.defer(() => registry.remove())
  const fleet = await startFleet({ hosts: 1, reaches: [registry.address], disk: '1g' })
  started.defer(() => fleet.stop())
  const [host] = fleet.hosts
  if (host === undefined) throw new Error('The fleet has no host')
  const workspace = join(fleet.folder, 'workspace')
  started.defer(() => rmSync(workspace, { recursive: true, force: true }))
  await prepare({ host, fleet, registry }, workspace)
  const ways = {
    proxied: [PROXIED, (tag: string) => deploy(fleet, registry, workspace, 'proxied', tag)],
    published: [PUBLISHED, (tag: string) => deploy(fleet, registry, workspace, 'published', tag)],
    byHand: [BY_HAND, (tag: string) => switchByHand(host, registry, tag)],
  } as const
  const rounds: Record<keyof TrafficLosses, Losses[]> = { proxied: [], published: [], byHand: [] }
  for (const [, change] of Object.values(ways)) await change('v1')
  for (let round = 0; round < ROUNDS; round += 1) {
    const tag = round % 2 === 0 ? 'v2' : 'v1'
    for (const [name, [port, change]] of Object.entries(ways))
      rounds[name as keyof TrafficLosses].push(await underLoad(host, port, () => change(tag), tag))
  }
  return {
    proxied: worst(rounds.proxied),
    published: worst(rounds.published),
    byHand: worst(rounds.byHand),
  }
}

async function prepare({ host, registry }: World, workspace: string): Promise<void> {
  for (const version of ['v1', 'v2'])
    await registry.push('allume/shop', version, { version, webServer: pathOf('web-server') })
  const image = proxyImage(pathOf('kamal-proxy'))
  const digest = await registry.push('basecamp/kamal-proxy', 'v0.9.2', image)
  const { address, user, password } = registry
  const shop = `${address}/allume/shop`
  mkdirSync(join(workspace, '.github'), { recursive: true })
  writeFileSync(
    join(workspace, '.github/towpath.yml'),
    `environments:
  proxied:
    hosts: { proxied: ['${host.address}'] }
    proxy: { image: '${address}/basecamp/kamal-proxy@${digest}', http: ${PROXIED}, https: 8443 }
  published:
    hosts: { published: ['${host.address}'] }
services:
  shop: { roles: proxied, image: ${shop}, proxy: { port: 8000 }, healthy: { http: /healthz } }
  web: { roles: published, image: ${shop}, ports: '${PUBLISHED}:8000', healthy: { http: /healthz } }
`,
  )
  // By hand, the images are pulled before too.
  await host.run(`echo ${password} | docker login -u ${user} --password-stdin ${address}`)
  for (const version of ['v1', 'v2']) await host.docker('pull', `${shop}:${version}`)
}

async function underLoad(
  host: FleetHost,
  port: number,
  change: () => Promise<unknown>,
  tag: string,
): Promise<Losses> {
  await using load = await host.load(port)
  await new Promise((resolve) => setTimeout(resolve, AROUND))
  await change()
  await new Promise((resolve) => setTimeout(resolve, AROUND))
  const { requests, lost, slowest } = await load.stop()
  if (requests.at(-1)?.text !== tag) throw new Error(`port ${port} does not answer with ${tag}`)
  return { lost, slowest }
}

async function deploy(
  { key, hosts }: Fleet,
  { user, password }: Registry,
  workspace: string,
  environment: string,
  tag: string,
): Promise<void> {
  const { success, exitCode, raw } = await runBundle({
    action: join(ROOT, 'actions/fabric-deploy'),
    inputs: {
      ...{ environment, tag, 'ssh-key': key },
      'known-hosts': hosts.map(({ known }) => known).join('\n'),
      ...{ 'registry-user': user, 'registry-password': password },
    },
    workspace,
  })
  if (!success) throw new Error(`the deployment ended with ${exitCode}:\n${raw}`)
}

async function switchByHand(host: FleetHost, { address }: Registry, tag: string): Promise<void> {
  await host.run(`if docker stop shop; then docker rename shop "shop-before-${Date.now()}"; fi
docker run --detach --name shop --restart unless-stopped --publish ${BY_HAND}:8000 ${address}/allume/shop:${tag}`)
}

const worst = (all: readonly Losses[]): Losses => ({
  lost: Math.max(...all.map(({ lost }) => lost)),
  slowest: Math.max(...all.map(({ slowest }) => slowest)),
})
