// BuildKit, and the actions of Docker that use it: fakes of the actions that build with the real daemon.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { toolPath } from '../../../scripts/test-tools.ts'
import type { StandIn } from './fake-actions.ts'

export type Builder = {
  /** The actions by name, for `standIns`. */
  readonly actions: Readonly<Record<string, StandIn>>
  stop(): Promise<void>
}

/** Starts BuildKit's daemon on a socket. */
export async function startBuilder(): Promise<Builder> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-builder-'))
  const address = `unix://${join(folder, 'socket')}`
  const daemon = spawn(
    'setpriv',
    [
      // The kernel kills it when this process ends, for whatever reason.
      ...['--pdeathsig', 'KILL', toolPath('buildkitd') ?? '', `--addr=${address}`],
      ...[`--root=${join(folder, 'root')}`, '--containerd-worker=false', '--oci-worker-net=host'],
      '--oci-worker-snapshotter=native',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const stop = async (): Promise<void> => {
    await end(daemon)
    rmSync(folder, { recursive: true, force: true })
  }
  const problem = await untilItListens(daemon)
  if (problem !== undefined) {
    await stop()
    throw new Error(problem)
  }
  return { actions: actionsOf(address), stop }
}

/** Resolves with its output if it ends before it listens. */
function untilItListens(daemon: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let printed = ''
    createInterface({ input: daemon.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      if (printed.length < 10_000) printed += `${line}\n`
      if (line.includes('running server on')) resolve(undefined)
    })
    daemon.on('error', reject)
    daemon.on('close', () => resolve(`BuildKit ended with ${daemon.exitCode}:\n${printed}`))
  })
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return
  const ended = new Promise((resolve) => daemon.on('exit', resolve))
  daemon.kill('SIGKILL')
  await ended
}

/** Writes the login where BuildKit's clients find it; removes it when the job ends. */
const LOGIN: StandIn = {
  inputs: { registry: false, username: true, password: true },
  main: `const folder = fs.mkdtempSync(process.env.RUNNER_TEMP + '/docker-')
const auth = Buffer.from(input('username') + ':' + input('password')).toString('base64')
const auths = { [input('registry') || 'https://index.docker.io/v1/']: { auth } }
fs.writeFileSync(folder + '/config.json', JSON.stringify({ auths }), { mode: 0o600 })
fs.appendFileSync(process.env.GITHUB_ENV, 'DOCKER_CONFIG=' + folder + '\\n')`,
  post: `fs.rmSync(process.env.DOCKER_CONFIG, { recursive: true })`,
}

const actionsOf = (address: string): Builder['actions'] => ({
  'docker/login-action': LOGIN,
  'docker/setup-buildx-action': { inputs: {}, main: '' },
  'docker/setup-qemu-action': { inputs: {}, main: '' },
  'docker/build-push-action': {
    inputs: {
      ...{ context: true, file: true, tags: true, push: true, labels: false, platforms: false },
      ...{ 'build-args': false, 'build-contexts': false, provenance: false },
      ...{ 'cache-from': false, 'cache-to': false },
    },
    main: `const { spawnSync } = require('node:child_process')
const { basename, dirname } = require('node:path')
const lines = (name) => input(name).split('\\n').filter(Boolean)
const options = {
  filename: basename(input('file')),
  platform: input('platforms'),
  'attest:provenance': input('provenance'),
}
const pairs = [
  ...Object.entries(options).filter(([, value]) => value).map((pair) => pair.join('=')),
  ...lines('build-args').map((line) => 'build-arg:' + line),
  ...lines('build-contexts').map((line) => 'context:' + line),
  ...lines('labels').map((line) => 'label:' + line),
]
// GitHub's cache is not there; each image has to have one of its own.
console.log('cache: ' + input('cache-from') + ' ' + input('cache-to'))
const output = 'type=image,"name=' + lines('tags').join() + '",push=' + input('push')
const { status } = spawnSync(${JSON.stringify(toolPath('buildctl') ?? '')}, [
  '--addr=${address}', 'build', '--progress=plain', '--frontend=dockerfile.v0',
  '--local=context=' + input('context'), '--local=dockerfile=' + dirname(input('file')),
  ...pairs.map((pair) => '--opt=' + pair), '--output=' + output,
], { stdio: 'inherit' })
process.exitCode = status ?? 1`,
  },
})
