// The fleet: several hosts on this one machine, each with its own sshd and dockerd, behind relays that make faults.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { runProgram } from '../../kit/process/run.ts'
import { removeCgroup } from './cgroup.ts'
import { type FleetHost, startHost } from './fleet-host.ts'
import { sshRelay } from './host-relays.ts'

export type FleetOptions = {
  readonly hosts: number
  /** What the hosts reach outside, at the same address inside: `127.0.0.1:5000`. They reach each other's sshd in any case. */
  readonly reaches?: readonly string[]
  /** The size of each docker's disk: 128m when not given. */
  readonly disk?: string
}

export type Fleet = {
  readonly hosts: readonly FleetHost[]
  /** A private key that every host takes, for `deploy` and for root. */
  readonly key: string
  /** Where its sockets are; gone after `stop`. */
  readonly folder: string
  stop(): Promise<void>
}

/** Starts a fleet, as root. It is over at the latest when this process is. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  await using started = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'towpath-fleet-'))
  const cgroup = basename(folder)
  started.defer(() => rmSync(folder, { recursive: true, force: true }))
  started.defer(() => removeCgroup(cgroup))
  const { key, publicKey } = await clientKey(folder)
  const hosts = await startHosts(folder, { ...options, cgroup: `/${cgroup}`, publicKey }, started)
  // From here on it is the caller who stops it.
  const running = started.move()
  return { hosts, key, folder, stop: () => running.disposeAsync() }
}

type Plan = FleetOptions & { readonly cgroup: string; readonly publicKey: string }

async function startHosts(
  folder: string,
  { hosts, reaches = [], disk = '128m', cgroup, publicKey }: Plan,
  started: AsyncDisposableStack,
): Promise<FleetHost[]> {
  const places = Array.from({ length: hosts }, (_, index) => ({
    name: `host-${index + 1}`,
    ip: `127.77.0.${index + 1}`,
    folder: join(folder, String(index + 1)),
  }))
  // First of all, because each host is told where the others are.
  const relays = await Promise.all(
    places.map(async (place) => ({ place, relay: await sshRelay(place) })),
  )
  for (const { relay } of relays) started.defer(() => relay.stop())
  const outwards = [...reaches, ...relays.map(({ relay }) => relay.address)]
  const settled = await Promise.allSettled(
    relays.map(async ({ place, relay }) => {
      const host = await startHost({ ...place, relay, outwards, disk, cgroup, keys: publicKey })
      started.defer(() => host.stop())
      return host
    }),
  )
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

async function clientKey(folder: string): Promise<{ key: string; publicKey: string }> {
  const path = join(folder, 'client')
  const args = ['-q', '-t', 'ed25519', '-N', '', '-C', 'client', '-f', path]
  await runProgram('ssh-keygen', args, { cwd: folder, env: process.env })
  return { key: readFileSync(path, 'utf8'), publicKey: readFileSync(`${path}.pub`, 'utf8') }
}
