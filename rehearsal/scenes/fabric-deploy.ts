// A version that works is deployed to three hosts behind kamal-proxy, then another one under load, then one that fails its health check on
// the second host.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_PROXY } from '../../actions/fabric-deploy/src/config/proxy-route.ts'
import { fakeRegistry } from '../../fakes/docker/fake-registry.ts'
import { freePort } from '../../fakes/network/free-port.ts'
import { type Load, type LoadReport, startLoad } from '../../fakes/network/load.ts'
import { type SshHosts, startSshHosts } from '../../fakes/ssh/ssh-hosts.ts'
import {
  deploymentResult,
  runFor,
  type SceneResult,
  type Stage,
  skippedStage,
} from '../scene-result.ts'

const REGISTRY = 'registry.example.org'
const HOSTS = ['web-1', 'web-2', 'web-3']
const IMAGE = `${REGISTRY}/allume/shop`
const LOGIN = { user: 'shop', password: 'of the rehearsal' }
/** Seconds that a pull, a start and a stop take on each host. */
const PACE = '0.3 0.1 0.2'
const SITE = 'shop.example.org'
const MIGRATE = 'python manage.py migrate'

type Scene = {
  readonly title: string
  readonly shows: string
  readonly inputs: Readonly<Record<string, string>>
  /** The outcome of each host, and the reason. */
  readonly expected: readonly string[]
  /** How often the migrations ran. */
  readonly migrations: number
  /** Whether the first host is under load meanwhile. */
  readonly load: boolean
}

const SCENES: readonly Scene[] = [
  {
    title: '20:00  v1 is deployed to three hosts, behind a proxy',
    shows: 'first one host alone, then the others, each proved healthy',
    inputs: { tag: 'v1' },
    expected: ['deployed', 'deployed', 'deployed', ''],
    migrations: 1,
    load: false,
  },
  {
    title: '20:15  v2 replaces it under load',
    shows: 'migrations run once, before the switch; no request is lost',
    inputs: { tag: 'v2' },
    expected: ['deployed', 'deployed', 'deployed', ''],
    migrations: 1,
    load: true,
  },
  {
    title: '20:30  v3 fails its health check on the second host, under load',
    shows: 'a failure on one host rolls back the others; no request is lost',
    inputs: { tag: 'v3' },
    expected: ['rolled-back', 'failed', 'rolled-back', 'unhealthy'],
    migrations: 1,
    load: true,
  },
  {
    title: '20:31  the status of the environment',
    shows: 'every host runs the version from before the failure',
    inputs: { action: 'status' },
    expected: ['unchanged', 'unchanged', 'unchanged', ''],
    migrations: 0,
    load: false,
  },
]

type World = SshHosts & {
  /** The port of the proxies. */
  readonly port: number
  /** Returns how often the migrations have run. */
  migrations(): number
}

/** A deployment by SSH to hosts that are part of this process. */
export function fabricDeploy(folder: string): Stage {
  const missing = missingHere()
  if (missing !== undefined) return skippedStage('20:00  a deployment to three hosts', missing)
  let world: World | undefined
  const scene = async (one: Scene): Promise<SceneResult> => {
    world ??= await makeWorld(folder)
    return play(one, world, join(folder, 'deployments'))
  }
  return {
    scenes: SCENES.map((one) => () => scene(one)),
    stop: async () => world?.stop(),
  }
}

/** The remote scripts need Linux. */
function missingHere(): string | undefined {
  if (!existsSync('/proc/uptime')) return 'Linux'
  return spawnSync('ssh', ['-V']).status === 0 ? undefined : 'the SSH client of OpenSSH'
}

async function makeWorld(folder: string): Promise<World> {
  const images = fakeRegistry(join(folder, 'images'), { [REGISTRY]: LOGIN })
  const { image } = DEFAULT_PROXY
  images.add(image.name, image.digest, 'kamal-proxy')
  const command = { [MIGRATE]: 'job 0.2 0 Applied 2 migrations' } as const
  for (const tag of ['v1', 'v2']) images.push(IMAGE, tag, 'healthy', command)
  images.push(IMAGE, 'v3', 'healthy', { ...command, 'web-2': 'unhealthy no database' })
  const hosts = await startSshHosts(join(folder, 'hosts'), HOSTS, images.folder)
  const file = (name: string, path: string): string => join(folder, 'hosts', name, 'docker', path)
  for (const name of HOSTS) writeFileSync(file(name, 'pace'), `${PACE}\n`)
  const port = await freePort()
  mkdirSync(join(folder, 'deployments/.github'), { recursive: true })
  writeFileSync(join(folder, 'deployments/.github/towpath.yml'), configuration(hosts, port))
  const started = (name: string): string =>
    existsSync(file(name, 'started')) ? readFileSync(file(name, 'started'), 'utf8') : ''
  const migrations = (): number =>
    HOSTS.map(started)
      .join('')
      .match(/-before-/g)?.length ?? 0
  return { ...hosts, port, migrations }
}

const configuration = ({ hosts }: SshHosts, port: number): string => `environments:
  staging:
    hosts:
      web: ${JSON.stringify(hosts.map(({ address }) => address))}
    proxy: { http: ${port}, https: ${port + 1} }
services:
  shop:
    roles: [web]
    image: ${IMAGE}
    proxy: { host: ${SITE}, port: 8000 }
    healthy: { http: /healthz, within: 2s }
    before: ${JSON.stringify(MIGRATE.split(' '))}
`

type HostResult = {
  readonly outcome: string
  readonly runs: readonly { readonly service: string; readonly release: string }[]
}

async function play(one: Scene, world: World, workspace: string): Promise<SceneResult> {
  const { title, shows, inputs, expected } = one
  const { key, known, migrations } = world
  const ref = 'refs/heads/develop'
  const event = { title, shows, event: 'push', ref, sha: 'a'.repeat(40), payload: {} }
  const before = migrations()
  const load = one.load ? await startHostLoad(world) : undefined
  const result = await runFor(event, workspace, 'fabric-deploy', {
    environment: 'staging',
    'ssh-key': key,
    'known-hosts': known,
    'registry-user': LOGIN.user,
    'registry-password': LOGIN.password,
    ...inputs,
  })
  const report = await load?.stop()
  const { reason = '' } = result.outputs
  const results = JSON.parse(result.outputs['hosts'] ?? '[]') as HostResult[]
  const ended = [...results.map(({ outcome }) => outcome), reason].join() === expected.join()
  const { lost = 0 } = report ?? {}
  const ok = ended && lost === 0 && migrations() - before === one.migrations
  const each = (describe: (host: HostResult) => string): string =>
    results.map((host, index) => `${HOSTS[index]} ${describe(host)}`).join(', ')
  const decided = [
    each(({ outcome }) => outcome),
    reason && `reason: ${reason}`,
    report && loadText(report),
  ]
  const serves = each(({ runs }) => runs.map(({ release }) => release).join(' and '))
  const said = { ok, decided: decided.filter(Boolean).join('; '), serves }
  const common = deploymentResult({ title, shows }, result, said)
  return { ...common, deployment: { ...result.outputs, hosts: results, lost } }
}

/** Starts a steady load at the proxy of the first host. */
function startHostLoad({ hosts: [host], port }: World): Promise<Load> {
  const address = `${host?.published}:${port}`
  // A busy machine may delay a request, but that does not lose it.
  const timeout = 60_000
  return startLoad({ address, rate: 25, slowEvery: 0, headers: { host: SITE }, timeout })
}

const loadText = ({ requests, lost, slowest }: LoadReport): string =>
  `${requests.length} requests to ${HOSTS[0]} meanwhile, ${lost} lost, slowest ${slowest} ms`
