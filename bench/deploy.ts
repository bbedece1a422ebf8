// Times fabric-deploy on 50 hosts with 50 ms of latency, compared with single hosts, with Fabric host by host, and, when there is nothing to
// deploy, with its own preflight.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runBundle } from '../rehearsal/action-runner.ts'
import { ROOT } from '../scripts/actions.ts'
import { type BenchFleet, startBenchFleet } from './fleet.ts'
import { median } from './medians.ts'
import { pathOf } from './tools.ts'

const HOSTS = 50
/** The round-trip time in milliseconds. */
const LATENCY = 50
const ROUNDS = 3
const ACTION = join(ROOT, 'actions/fabric-deploy')
const IMAGE = 'registry.example.org/allume/shop'
/** The hosts that are measured alone, the slowest one included. */
const ALONE = [0, 17, HOSTS - 1]
/** The hosts that Fabric deploys to: on average as slow as all hosts. */
const SERIAL = [0, 12, 24, 37, HOSTS - 1]

export type DeployTimes = {
  /** Medians, in milliseconds. */
  readonly all: number
  /** Without the first host alone. */
  readonly atOnce: number
  readonly slowest: number
  readonly idle: number
  readonly preflight: number
  /** Fabric on all hosts, extrapolated from its start and its time on a few. */
  readonly fab: number
}

/** The seconds that docker takes to pull a small layer, to start and to stop. The last host is the slowest. */
const pace = (index: number) => [1 + index / 50, 0.3 + index / 500, 0.4 + index / 250] as const

const configuration = (canary: boolean): string => `environments:
  production: { canary: ${canary} }
services:
  shop:
    roles: [web]
    image: ${IMAGE}
    ports: ['8000:8000']
    healthy: { docker: true }
`

/** A typical fabfile: pull, stop, remove, run. */
const FABFILE = `from fabric import task

@task
def deploy(c, tag):
    image = f"${IMAGE}:{tag}"
    c.run(f"docker pull {image}", hide=True)
    c.run("docker stop -t 10 fab-shop", hide=True, warn=True)
    c.run("docker rm fab-shop", hide=True, warn=True)
    c.run(f"docker run -d --name fab-shop --restart unless-stopped --publish 9000:8000 {image}", hide=True)
`

/** Returns the medians of several rounds. Needs root and sshd. */
export async function deployTimes(): Promise<DeployTimes> {
  const fleet = await startBenchFleet({
    sshd: pathOf('sshd'),
    hosts: HOSTS,
    latency: LATENCY,
    pace,
  })
  try {
    fleet.images.push(IMAGE, 'first', 'healthy')
    const workspace = join(fleet.folder, 'workspace')
    mkdirSync(join(workspace, '.github'), { recursive: true })
    writeFileSync(join(workspace, 'fabfile.py'), FABFILE)
    await deploy(fleet, workspace, fleet.hosts, { tag: 'first' })
    const rounds: DeployTimes[] = []
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push(await measure(fleet, workspace, `round-${round}`))
    return middle(rounds)
  } finally {
    await fleet.stop()
  }
}

/** Measures one round, with new images, which no host has pulled yet. */
async function measure(fleet: BenchFleet, workspace: string, tag: string): Promise<DeployTimes> {
  const { hosts, images } = fleet
  for (const name of [tag, `${tag}-alone`, `${tag}-serial`, `${tag}-at-once`])
    images.push(IMAGE, name, 'healthy')
  const alone: number[] = []
  for (const index of ALONE)
    alone.push(
      await deploy(fleet, workspace, hosts.slice(index, index + 1), { tag: `${tag}-alone` }),
    )
  const all = await deploy(fleet, workspace, hosts, { tag })
  const atOnce = await deploy(fleet, workspace, hosts, { tag: `${tag}-at-once` }, false)
  await deploy(fleet, workspace, hosts, { tag })
  const idle = await deploy(fleet, workspace, hosts, { tag })
  const preflight = await deploy(fleet, workspace, hosts, { tag, 'dry-run': 'true' })
  const serial = SERIAL.map((index) => hosts[index] ?? '')
  const five = await fab(fleet, workspace, serial, `${tag}-serial`)
  const start = await fab(fleet, workspace, [], tag)
  const over = (HOSTS / SERIAL.length) * (five - start) + start
  return { all, atOnce, slowest: Math.max(...alone), idle, preflight, fab: over }
}

function middle(rounds: readonly DeployTimes[]): DeployTimes {
  const of = (pick: (times: DeployTimes) => number): number => median(rounds.map(pick))
  return {
    all: of(({ all }) => all),
    atOnce: of(({ atOnce }) => atOnce),
    slowest: of(({ slowest }) => slowest),
    idle: of(({ idle }) => idle),
    preflight: of(({ preflight }) => preflight),
    fab: of((times) => times.fab),
  }
}

/** Runs the action on some hosts. Returns the milliseconds it took. */
async function deploy(
  { key, known }: BenchFleet,
  workspace: string,
  hosts: readonly string[],
  more: Readonly<Record<string, string>>,
  canary = true,
): Promise<number> {
  writeFileSync(join(workspace, '.github/towpath.yml'), configuration(canary))
  const inputs = {
    environment: 'production',
    'ssh-key': key,
    'known-hosts': known,
    hosts: hosts.map((host) => `web: ${host}`).join('\n'),
    ...more,
  }
  const began = performance.now()
  const { success, exitCode, postExitCode, raw } = await runBundle({
    action: ACTION,
    inputs,
    workspace,
  })
  if (!success) throw new Error(`the deployment ended with ${exitCode}, ${postExitCode}:\n${raw}`)
  return performance.now() - began
}

/** Runs the fabfile on some hosts, one after the other; without hosts Fabric only starts. Returns the milliseconds it took. */
async function fab(
  { keyFile, folder }: BenchFleet,
  workspace: string,
  hosts: readonly string[],
  tag: string,
): Promise<number> {
  const program = pathOf('fabric')
  const task = ['-i', keyFile, '-H', hosts.join(','), 'deploy', '--tag', tag]
  const args = hosts.length > 0 ? task : ['--list']
  const env = { PATH: `${dirname(program)}:${process.env['PATH']}`, HOME: folder }
  const began = performance.now()
  const child = spawn(program, args, { cwd: workspace, env, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk)
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`fab ended with ${code}: ${stderr}`)
  return performance.now() - began
}
