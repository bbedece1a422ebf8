// The shop of the examples on a real fleet: its hosts, a registry, and one more host as the machine that builds.
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Registry, startRegistry } from '../../../fakes/docker/registry.ts'
import { type Fleet, startFleet } from '../../../fakes/fleet/fleet.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { ROOT } from '../../../scripts/actions.ts'
import { toolPath } from '../../../scripts/test-tools.ts'
import { type WorkflowResult, type WorkflowWorld, workflowWorld } from './act.ts'

/** What the image of a commit is like: `passes` is whether its tests do, `mode` how a container behaves. */
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
  /** A push of a commit to a ref, and everything that comes of it. */
  push(ref: string, commit: Commit, change?: WorkflowChange): Promise<WorkflowResult>
  /** A run that a person starts. */
  dispatch(inputs: Readonly<Record<string, string>>): Promise<WorkflowResult>
  stop(): Promise<void>
}

export type WorkflowChange = { readonly secrets?: Readonly<Record<string, string>> }

/** What the Django project of the example would be. */
const PYTHON = `#!/bin/sh
[ "$1" = manage.py ] || exit 2
case $2 in
test) echo "the tests of $VERSION"; exit "$FAILS" ;;
worker)
  trap 'exit 0' TERM
  echo "the worker of $VERSION"
  sleep 1000000 & wait
  ;;
esac
`

const ENV_FILES = `mkdir /etc/shopping-tool
touch /etc/shopping-tool/web.env /etc/shopping-tool/worker.env`

/** Starts the fleet and makes a repository of an example, with the names of the fleet in the place of the example's. */
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
    ...hosts.map((host) => host.run(ENV_FILES)),
  ])
  const login = `docker login -u ${registry.user} --password-stdin ${registry.address}`
  await builder.run(`echo ${registry.password} | ${login}; docker pull ${registry.address}/base:1`)
  const world = workflowWorld(act)
  started.defer(() => world[Symbol.dispose]())
  place(example, world, registry, hosts)
  const running = started.move()
  const begin = beginner(world, registry, fleet, builder)
  return {
    ...{ world, registry, web: [hosts[0], hosts[1]], worker: hosts[2] },
    push(ref, commit, change) {
      build(world, registry, commit)
      return begin('push', { ref }, change)
    },
    dispatch: (inputs) => begin('workflow_dispatch', { ref: 'refs/heads/master', inputs }),
    stop: () => running.disposeAsync(),
  }
}

/** Copies an example; what its user changes is changed. */
function place(
  example: string,
  { repository }: WorkflowWorld,
  registry: Registry,
  hosts: readonly FleetHost[],
): void {
  const from = join(ROOT, 'workflows-examples', example)
  cpSync(from, repository, { recursive: true })
  rmSync(join(repository, 'README.md'))
  const [one = '', two = '', three = ''] = hosts.map(({ address }) => address)
  const names = [
    [/(?:registry\.example\.org|docker\.elastic\.co)\//g, `${registry.address}/`],
    [/deploy@(?:web1\.stage|web1|uat)\.example\.org/g, one],
    [/deploy@(?:web2\.stage|web2)\.example\.org/g, two],
    [/deploy@(?:worker1\.stage|worker1)\.example\.org/g, three],
    // Nothing here needs so long.
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

function build(
  { repository }: WorkflowWorld,
  { address }: Registry,
  { version, passes = true, mode = 'web' }: Commit,
): void {
  const env = { VERSION: version, MODE: mode, FAILS: passes ? 0 : 1 }
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const lines = [`FROM ${address}/base:1`, `ENV ${settings.join(' ')}`, 'COPY python /bin/']
  writeFileSync(join(repository, 'Dockerfile'), `${lines.join('\n')}\n`)
  writeFileSync(join(repository, 'python'), PYTHON, { mode: 0o755 })
}

function beginner(world: WorkflowWorld, registry: Registry, fleet: Fleet, { pid }: FleetHost) {
  return (event: string, payload: object, { secrets = {} }: WorkflowChange = {}) =>
    world.begin(event, {
      payload,
      secrets: { SSH_KEY: fleet.key, REGISTRY_PASSWORD: registry.password, ...secrets },
      args: [
        // The docker of the machine that builds.
        `--env=DOCKER_HOST=unix:///proc/${pid}/root/run/docker.sock`,
        `--var=REGISTRY_USER=${registry.user}`,
        `--var=KNOWN_HOSTS=${fleet.hosts.map(({ known }) => known).join('\n')}`,
      ],
    })
}
