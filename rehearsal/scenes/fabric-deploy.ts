// A version that works is deployed to three hosts, then one that fails its health check on the second.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fakeRegistry } from '../../fakes/docker/fake-registry.ts'
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
const PACE = '0.4 0.2 0.3'

type Scene = {
  readonly title: string
  readonly shows: string
  readonly inputs: Readonly<Record<string, string>>
  /** The outcome of each host, and the reason. */
  readonly expected: readonly string[]
}

const SCENES: readonly Scene[] = [
  {
    title: '20:00  v1 is deployed to three hosts',
    shows: 'one host after the other, each proved healthy',
    inputs: { tag: 'v1' },
    expected: ['deployed', 'deployed', 'deployed', ''],
  },
  {
    title: '20:30  v2 fails its health check on the second host',
    shows: 'a failure on one host rolls back the hosts before it',
    inputs: { tag: 'v2' },
    expected: ['rolled-back', 'failed', 'not-reached', 'unhealthy'],
  },
  {
    title: '20:31  the status of the environment',
    shows: 'every host runs the version from before the failure',
    inputs: { action: 'status' },
    expected: ['unchanged', 'unchanged', 'unchanged', ''],
  },
]

/** A deployment by SSH to hosts that are part of this process. */
export function fabricDeploy(folder: string): Stage {
  const missing = missingHere()
  if (missing !== undefined) return skippedStage('20:00  a deployment to three hosts', missing)
  let world: SshHosts | undefined
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

async function makeWorld(folder: string): Promise<SshHosts> {
  const images = fakeRegistry(join(folder, 'images'), { [REGISTRY]: LOGIN })
  images.push(IMAGE, 'v1', 'healthy')
  images.push(IMAGE, 'v2', 'healthy', { 'web-2': 'unhealthy /healthz answers 500' })
  const world = await startSshHosts(join(folder, 'hosts'), HOSTS, images.folder)
  for (const name of HOSTS) writeFileSync(join(folder, 'hosts', name, 'docker/pace'), `${PACE}\n`)
  mkdirSync(join(folder, 'deployments/.github'), { recursive: true })
  writeFileSync(join(folder, 'deployments/.github/towpath.yml'), configuration(world))
  return world
}

const configuration = ({ hosts }: SshHosts): string => `environments:
  staging:
    hosts:
      web: ${JSON.stringify(hosts.map(({ address }) => address))}
    batch: 1
services:
  shop:
    roles: [web]
    image: ${IMAGE}
    ports: ['8000:8000']
    healthy: { docker: true, within: 10s }
`

type HostResult = {
  readonly outcome: string
  readonly runs: readonly { readonly service: string; readonly release: string }[]
}

async function play(
  { title, shows, inputs, expected }: Scene,
  { key, known }: SshHosts,
  workspace: string,
): Promise<SceneResult> {
  const ref = 'refs/heads/develop'
  const event = { title, shows, event: 'push', ref, sha: 'a'.repeat(40), payload: {} }
  const result = await runFor(event, workspace, 'fabric-deploy', {
    environment: 'staging',
    'ssh-key': key,
    'known-hosts': known,
    'registry-user': LOGIN.user,
    'registry-password': LOGIN.password,
    ...inputs,
  })
  const { reason = '' } = result.outputs
  const results = JSON.parse(result.outputs['hosts'] ?? '[]') as HostResult[]
  const ok = [...results.map(({ outcome }) => outcome), reason].join() === expected.join()
  const each = (describe: (host: HostResult) => string): string =>
    results.map((host, index) => `${HOSTS[index]} ${describe(host)}`).join(', ')
  const decided = [each(({ outcome }) => outcome), reason].filter(Boolean).join('; reason: ')
  const serves = each(({ runs }) => runs.map(({ release }) => release).join(' and '))
  const common = deploymentResult({ title, shows }, result, { ok, decided, serves })
  return { ...common, deployment: { ...result.outputs, hosts: results } }
}
