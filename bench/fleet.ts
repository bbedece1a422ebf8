// Many hosts for a benchmark: one real sshd behind relays that delay every byte. The source address of a connection selects the host.
// Each host has a folder of its own, with a fake docker that takes as long as docker does.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FakeRegistry, fakeRegistry } from '../fakes/docker/fake-registry.ts'
import { connectTo } from '../fakes/network/connection.ts'
import { startRelay } from '../fakes/network/relay.ts'
import { makeHostFolder } from '../fakes/ssh/ssh-host.ts'
import { startSshdProcess } from '../fakes/ssh/sshd-process.ts'

export type BenchFleet = {
  /** `root@127.78.0.1:40001`, each of them. */
  readonly hosts: readonly string[]
  /** A folder of this fleet; removed by `stop`. */
  readonly folder: string
  /** A private key that all of them accept, and its file. */
  readonly key: string
  readonly keyFile: string
  readonly known: string
  readonly images: FakeRegistry
  stop(): Promise<void>
}

export type BenchFleetOptions = {
  readonly sshd: string
  readonly hosts: number
  /** The round-trip time in milliseconds. */
  readonly latency: number
  /** Returns the seconds that a pull, a start and a stop take on a host. */
  readonly pace: (index: number) => readonly [pull: number, start: number, stop: number]
}

/** Starts a fleet, as root. */
export async function startBenchFleet(options: BenchFleetOptions): Promise<BenchFleet> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
  const path = (name: string): string => join(folder, name)
  for (const name of ['host', 'client']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', path(name)])
  }
  const images = fakeRegistry(path('images'))
  const hosts = Array.from({ length: options.hosts }, (_, index) => makeHost(folder, images, index))
  for (const [index, { folder: place }] of hosts.entries())
    writeFileSync(join(place, 'docker/pace'), `${options.pace(index).join(' ')}\n`)
  mkdirSync('/run/sshd', { recursive: true })
  const lines = configuration(path, hosts)
  const { port, stop } = await startSshdProcess({ program: options.sshd, folder, lines })
  const relays = await Promise.all(
    hosts.map(({ comes, listens }) =>
      startRelay({ host: listens, port: 0 }, () =>
        connectTo({ port, host: '127.0.0.1', localAddress: comes }),
      ),
    ),
  )
  for (const relay of relays) relay.delay(options.latency / 2)
  const hostKey = readFileSync(path('host.pub'), 'utf8').split(' ').slice(0, 2).join(' ')
  const at = hosts.map(({ listens }, index) => ({ ip: listens, port: relays[index]?.port }))
  return {
    hosts: at.map(({ ip, port: its }) => `root@${ip}:${its}`),
    folder,
    key: readFileSync(path('client'), 'utf8'),
    keyFile: path('client'),
    known: at.map(({ ip, port: its }) => `[${ip}]:${its} ${hostKey}`).join('\n'),
    images,
    async stop() {
      for (const relay of relays) relay.stop()
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type BenchHost = {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  /** The address of its relay, and the source address of its connections to sshd. */
  readonly listens: string
  readonly comes: string
}

function makeHost(root: string, images: FakeRegistry, index: number): BenchHost {
  const folder = join(root, `host-${index + 1}`)
  mkdirSync(folder)
  const env = makeHostFolder(folder, `host-${index + 1}`, images.folder)
  return { folder, env, listens: `127.78.0.${index + 1}`, comes: `127.78.1.${index + 1}` }
}

function configuration(
  path: (name: string) => string,
  hosts: readonly BenchHost[],
): readonly string[] {
  return [
    'ListenAddress 127.0.0.1',
    `HostKey ${path('host')}`,
    `AuthorizedKeysFile ${path('client.pub')}`,
    'StrictModes no',
    'UsePAM no',
    'UseDNS no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'MaxStartups 500',
    'MaxSessions 100',
    ...hosts.flatMap(({ env, comes }) => {
      const own = ['HOME', 'PATH', 'FAKE_DOCKER'].map((name) => `${name}=${env[name]}`)
      return [`Match Address ${comes}`, `  SetEnv ${own.join(' ')}`]
    }),
  ]
}
