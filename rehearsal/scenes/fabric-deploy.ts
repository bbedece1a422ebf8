// A good version for three hosts, then one that fails its health check on the second of them, and what is left of it.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fakeRegistry } from '../../fakes/docker/fake-registry.ts'
import { type SshHosts, startSshHosts } from '../../fakes/ssh/ssh-hosts.ts'
import { runFor, type Told } from '../describe-run.ts'
import { nothing, type Scenes, shown } from './scene.ts'

const REGISTRY = 'registry.example.org'
const IMAGE = `${REGISTRY}/allume/shop`
const LOGIN = { user: 'shop', password: 'of the rehearsal' }
/** Seconds that a pull, a start and a stop take on a host. */
const PACE = '0.4 0.2 0.3'

type Scene = {
  readonly title: string
  readonly inputs: Readonly<Record<string, string>>
  /** The outcome of each host, and the reason. */
  readonly ends: readonly string[]
}

const SCENES: readonly Scene[] = [
  {
    title: '20:00  v1 is rolled out to three hosts',
    inputs: { tag: 'v1' },
    ends: ['deployed', 'deployed', 'deployed', ''],
  },
  {
    title: '20:30  v2 fails its health check on the second host: everything goes back',
    inputs: { tag: 'v2' },
    ends: ['rolled-back', 'failed', 'not-reached', 'unhealthy'],
  },
  {
    title: '20:31  what runs now',
    inputs: { action: 'status' },
    ends: ['unchanged', 'unchanged', 'unchanged', ''],
  },
]

/** A deployment by SSH to hosts that are part of this process. */
export function fabricDeploy(folder: string): Scenes {
  const missing = whatIsMissing()
  if (missing !== undefined) return { scenes: [async () => leftOut(missing)], stop: async () => {} }
  let world: SshHosts | undefined
  const scene = async (one: Scene): Promise<Told> => {
    world ??= await makeWorld(folder)
    return play(one, world, join(folder, 'deployments'))
  }
  return {
    scenes: SCENES.map((one) => () => scene(one)),
    stop: async () => world?.stop(),
  }
}

/** The hosts' scripts are for Linux. */
function whatIsMissing(): string | undefined {
  if (!existsSync('/proc/uptime')) return 'Linux'
  return spawnSync('ssh', ['-V']).status === 0 ? undefined : 'the SSH client of OpenSSH'
}

const leftOut = (missing: string): Told => ({
  ...nothing,
  title: '20:00  a deployment to three hosts',
  ok: true,
  log: [`left out: it needs ${missing}`],
})

async function makeWorld(folder: string): Promise<SshHosts> {
  const images = fakeRegistry(join(folder, 'images'), { [REGISTRY]: LOGIN })
  images.push(IMAGE, 'v1', 'healthy')
  images.push(IMAGE, 'v2', 'healthy', { 'web-2': 'unhealthy /healthz answers 500' })
  const names = ['web-1', 'web-2', 'web-3']
  const world = await startSshHosts(join(folder, 'hosts'), names, images.folder)
  for (const name of names) writeFileSync(join(folder, 'hosts', name, 'docker/pace'), `${PACE}\n`)
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

async function play(
  { title, inputs, ends }: Scene,
  { key, known }: SshHosts,
  workspace: string,
): Promise<Told> {
  const ref = 'refs/heads/develop'
  const happening = { title, event: 'push', ref, sha: 'a'.repeat(40), payload: {} }
  const result = await runFor(happening, workspace, 'fabric-deploy', {
    environment: 'staging',
    'ssh-key': key,
    'known-hosts': known,
    'registry-user': LOGIN.user,
    'registry-password': LOGIN.password,
    ...inputs,
  })
  const hosts = JSON.parse(result.outputs['hosts'] ?? '[]') as { outcome: string }[]
  const ended = [...hosts.map(({ outcome }) => outcome), result.outputs['reason'] ?? '']
  const ok = ended.join() === ends.join()
  const log = shown(result.log)
  return {
    ...nothing,
    title,
    ok,
    errors: ok ? [] : log,
    log,
    deployment: { ...result.outputs, hosts },
  }
}
