// A fleet: several hosts on this machine, each with its own sshd and dockerd, behind relays that simulate network faults.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { runProgram } from '../../kit/process/run.ts'
import { removeCgroup } from './cgroup.ts'
import { type FleetHost, startHost } from './fleet-host.ts'
import { sshRelay } from './host-relays.ts'

export type FleetOptions = {
  readonly hosts: number
  /** Addresses outside that the hosts can reach, under the same address inside: `127.0.0.1:5000`. They always reach each other's sshd. */
  readonly reaches?: readonly string[]
  /** The size of each docker's disk. Default: 128m. */
  readonly disk?: string
}

export type Fleet = {
  readonly hosts: readonly FleetHost[]
  /** A private key that every host accepts, for `deploy` and for root. */
  readonly key: string
  /** Holds the sockets; removed by `stop`. */
  readonly folder: string
  stop(): Promise<void>
}

/** Starts a fleet, as root. It ends with this process at the latest. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  await using started = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'towpath-fleet-'))
  const cgroup = basename(folder)
  started.defer(() => rmSync(folder, { recursive: true, force: true }))
  started.defer(() => removeCgroup(cgroup))
  const { key, publicKey } = await makeClientKey(folder)
  const hosts = await startHosts(folder, { ...options, cgroup: `/${cgroup}`, publicKey }, started)
  // From here on the caller stops it.
  const running = started.move()
  return { hosts, key, folder, stop: () => running.disposeAsync() }
}

type HostsOptions = FleetOptions & { readonly cgroup: string; readonly publicKey: string }

async function startHosts(
  folder: string,
  { hosts, reaches = [], disk = '128m', cgroup, publicKey }: HostsOptions,
  started: AsyncDisposableStack,
): Promise<FleetHost[]> {
  const endpoints = Array.from({ length: hosts }, (_, index) => ({
    name: `host-${index + 1}`,
    ip: `127.77.0.${index + 1}`,
    folder: join(folder, String(index + 1)),
  }))
  // Before the hosts: each host has to know the addresses of the others.
  const relays = await Promise.all(
    endpoints.map(async (endpoint) => ({ endpoint, relay: await sshRelay(endpoint) })),
  )
  for (const { relay } of relays) started.defer(() => relay.stop())
  const all = [...reaches, ...relays.map(({ relay }) => relay.address)]
  const settled = await Promise.allSettled(
    relays.map(async ({ endpoint, relay }) => {
      const host = await startHost({ ...endpoint, relay, reaches: all, disk, cgroup, publicKey })
      started.defer(() => host.stop())
      return host
    }),
  )
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

async function makeClientKey(folder: string): Promise<{ key: string; publicKey: string }> {
  const path = join(folder, 'client')
  const args = ['-q', '-t', 'ed25519', '-N', '', '-C', 'client', '-f', path]
  await runProgram('ssh-keygen', args, { cwd: folder, env: process.env })
  return { key: readFileSync(path, 'utf8'), publicKey: readFileSync(`${path}.pub`, 'utf8') }
}
