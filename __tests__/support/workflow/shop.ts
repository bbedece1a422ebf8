// The shop of the allume examples on a real fleet: its hosts, a registry, and one more host that builds the images.
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { proxyImage } from '../../../fakes/docker/proxy-image.ts'
import { type Registry, startRegistry } from '../../../fakes/docker/registry.ts'
import { type Fleet, startFleet } from '../../../fakes/fleet/fleet.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { ROOT } from '../../../scripts/actions.ts'
import { toolPath } from '../../../scripts/test-tools.ts'
import { answerOf, clearHosts } from '../fabric-deploy/host-state.ts'
import { PROXY_HTTP, PROXY_HTTPS } from '../fabric-deploy/proxied-hosts.ts'
import { type WorkflowResult, type WorkflowWorld, workflowWorld } from './act.ts'

/** The image that a commit builds: whether its tests pass, and how a container behaves. */
export type Commit = {
  readonly version: string
  readonly passes?: boolean
  readonly mode?: 'web' | 'dies'
}

export type Shop = {
  readonly world: WorkflowWorld
  readonly registry: Registry
  readonly web: readonly [FleetHost, FleetHost]
  readonly worker: FleetHost
  /** The hosts of both roles. */
  readonly hosts: readonly FleetHost[]
  /** Pushes a commit to a ref and runs the workflows. */
  push(ref: string, commit: Commit, change?: WorkflowChange): Promise<WorkflowResult>
  /** Starts the workflow that people start by hand. */
  dispatch(inputs: Readonly<Record<string, string>>): Promise<WorkflowResult>
  /** Returns the response of each web host. */
  answers(): Promise<string[]>
  /** Removes all containers of the hosts. */
  clear(): Promise<void>
  stop(): Promise<void>
}

export type WorkflowChange = { readonly secrets?: Readonly<Record<string, string>> }

/** Stands in for the Django project of the example. */
const PYTHON = `#!/bin/sh
[ "$1" = manage.py ] || exit 2
case $2 in
test) echo "the tests of $VERSION"; exit "$FAILS" ;;
migrate) echo "the migrations of $VERSION" ;;
worker)
  trap 'exit 0' TERM
  echo "the worker of $VERSION"
  sleep 1000000 & wait
  ;;
esac
`

const ENV_FILES = `mkdir /etc/shopping-tool
touch /etc/shopping-tool/web.env /etc/shopping-tool/worker.env`

/** Starts the fleet and makes a repository of an example, with the fleet's addresses instead of the example's. */
export async function startShop(act: string, example: string): Promise<Shop> {
  await using started = new AsyncDisposableStack()
  const registry = await startRegistry(toolPath('registry') ?? '')
  started.defer(() => registry.remove())
  const fleet = await startFleet({ hosts: 4, reaches: [registry.address] })
  started.defer(() => fleet.stop())
  const [builder, ...hosts] = fleet.hosts as [FleetHost, FleetHost, FleetHost, FleetHost]
  await Promise.all([
    registry.push('base', '1', { version: 'base' }),
    registry.push('logstash/logstash', '8.15.0', { version: 'logstash' }),
    registry.push('basecamp/kamal-proxy', 'v0.9.2', proxyImage(toolPath('kamal-proxy') ?? '')),
    ...hosts.map((host) => host.run(ENV_FILES)),
  ])
  const login = `docker login -u ${registry.user} --password-stdin ${registry.address}`
  await builder.run(`echo ${registry.password} | ${login}; docker pull ${registry.address}/base:1`)
  const world = workflowWorld(act)
  started.defer(() => world[Symbol.dispose]())
  await copyExample(example, world, registry, hosts)
  const running = started.move()
  const run = runner(world, registry, fleet, builder)
  return {
    ...{ world, registry, hosts, web: [hosts[0], hosts[1]], worker: hosts[2] },
    push(ref, commit, change) {
      writeBuildFiles(world, registry, commit)
      return run('push', { ref }, change)
    },
    dispatch: (inputs) => run('workflow_dispatch', { ref: 'refs/heads/master', inputs }),
    answers: () => Promise.all(hosts.slice(0, 2).map((host) => answerOf(host))),
    clear: () => clearHosts(hosts),
    stop: () => running.disposeAsync(),
  }
}

/** Copies an example, and changes what its user would change. */
async function copyExample(
  example: string,
  { repository }: WorkflowWorld,
  registry: Registry,
  hosts: readonly FleetHost[],
): Promise<void> {
  const from = join(ROOT, 'workflows-examples', example)
  cpSync(from, repository, { recursive: true })
  rmSync(join(repository, 'README.md'))
  const [one = '', two = '', three = ''] = hosts.map(({ address }) => address)
  const digest = await registry.digest('basecamp/kamal-proxy', 'v0.9.2')
  const image = `${registry.address}/basecamp/kamal-proxy@${digest}`
  const proxy = `proxy: { image: "${image}", http: ${PROXY_HTTP}, https: ${PROXY_HTTPS} }`
  const names = [
    [/(?:registry\.example\.org|docker\.elastic\.co)\//g, `${registry.address}/`],
    [/deploy@(?:web1\.stage|web1|uat)\.example\.org/g, one],
    [/deploy@(?:web2\.stage|web2)\.example\.org/g, two],
    [/deploy@(?:worker1\.stage|worker1)\.example\.org/g, three],
    [/^ {4}hosts:$/gm, `    ${proxy}\n    hosts:`],
    // No authority issues a certificate for it.
    ['host: uat.shopping-tool.example.org, tls: true', 'port: 8000'],
    // The tests need no long waits.
    [/(pause|running): 10s/g, '$1: 1s'],
    ['redeploy: never', 'redeploy: never\n    healthy: { running: 1s }'],
  ] as const
  for (const file of globSync('{.github/**/*.yml,*.py}', { cwd: repository })) {
    const path = join(repository, file)
    const text = names.reduce(
      (all, [name, real]) => all.replaceAll(name, real),
      readFileSync(path, 'utf8'),
    )
    writeFileSync(path, text)
  }
}

function writeBuildFiles(
  { repository }: WorkflowWorld,
  { address }: Registry,
  { version, passes = true, mode = 'web' }: Commit,
): void {
  const env = {
    VERSION: version,
    MODE: mode,
    FAILS: passes ? 0 : 1,
  }
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const lines = [`FROM ${address}/base:1`, `ENV ${settings.join(' ')}`, 'COPY python /bin/']
  writeFileSync(join(repository, 'Dockerfile'), `${lines.join('\n')}\n`)
  writeFileSync(join(repository, 'python'), PYTHON, { mode: 0o755 })
}

function runner(world: WorkflowWorld, registry: Registry, fleet: Fleet, { pid }: FleetHost) {
  return (event: string, payload: object, { secrets = {} }: WorkflowChange = {}) =>
    world.begin(event, {
      payload,
      secrets: { SSH_KEY: fleet.key, REGISTRY_PASSWORD: registry.password, ...secrets },
      args: [
        // The docker that builds the images.
        `--env=DOCKER_HOST=unix:///proc/${pid}/root/run/docker.sock`,
        `--var=REGISTRY_USER=${registry.user}`,
        `--var=KNOWN_HOSTS=${fleet.hosts.map(({ known }) => known).join('\n')}`,
      ],
    })
}
