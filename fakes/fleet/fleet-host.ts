// A host of the fleet as the tests see it: where it is, what it runs, and its faults.
import { fingerprintOf } from '../../kit/ssh/known-hosts.ts'
import type { Relay } from '../network/relay.ts'
import { inwards, outwards, type Place } from './host-relays.ts'
import { startNamespaces } from './namespaces.ts'

export type FleetHost = {
  readonly name: string
  readonly ip: string
  readonly port: number
  /** As a configuration names it: `deploy@127.77.0.1:40001`. */
  readonly address: string
  /** Its line of known_hosts. */
  readonly known: string
  /** Its key's fingerprint. */
  readonly fingerprint: string
  /** In front of its sshd. */
  readonly relay: Relay
  /** Between it and what it reaches outside: the registry, the other hosts. */
  readonly outward: Relay
  /** The process id, outside, of its first process: its namespaces are those of this process. */
  readonly pid: number
  /** Runs a shell command as root in the host and resolves with its output. Rejects when it fails. */
  run(command: string): Promise<string>
  docker(...args: string[]): Promise<string>
  /** A way from outside to a port of the host, such as one that a container publishes. */
  http(port: number): Promise<Relay>
  /** From now on it has another host key; `known` is that of the new one. */
  newHostKey(): Promise<void>
  /** No new connection is taken; the open ones go on. */
  stopSshd(): Promise<void>
  startSshd(): Promise<void>
  /** Ends docker and all containers. */
  stopDocker(): Promise<void>
  startDocker(): Promise<void>
  /** Fills docker's disk, but for so many bytes. */
  fill(left?: number): Promise<void>
  free(): Promise<void>
  stop(): Promise<void>
}

export type HostPlan = Place & {
  readonly relay: Relay
  readonly outwards: readonly string[]
  readonly disk: string
  readonly cgroup: string
  readonly keys: string
}

/** Starts a host whose relay stands already. */
export async function startHost(plan: HostPlan): Promise<FleetHost> {
  const { relay, name, ip } = plan
  const outward = await outwards(plan, plan.outwards)
  const spaces = await startNamespaces(plan).catch((error: unknown) => {
    outward.stop()
    throw error
  })
  let hostKey = spaces.hostKey
  const ways = new Map<number, Promise<Relay>>()
  const run = (command: string): Promise<string> => spaces.run('/bin/sh', ['-ec', command])
  const faults = faultsOf(run, relay)
  return {
    ...{ name, ip, relay, outward, run, ...faults },
    port: relay.port,
    address: `deploy@${ip}:${relay.port}`,
    pid: spaces.pid,
    get known() {
      return `[${ip}]:${relay.port} ${hostKey}`
    },
    get fingerprint() {
      return fingerprintOf(hostKey.split(' ')[1] ?? '')
    },
    docker: (...args) => spaces.run('docker', args),
    http(port) {
      const way = ways.get(port) ?? inwards(plan, port)
      ways.set(port, way)
      return way
    },
    async newHostKey() {
      await faults.stopSshd()
      hostKey = (await run(NEW_KEY)).trim()
      await faults.startSshd()
    },
    async stop() {
      await spaces.stop()
      for (const way of [outward, relay, ...(await Promise.all(ways.values()))]) way.stop()
    },
  }
}

const NEW_KEY = `cd /etc/fleet
rm host_key host_key.pub
ssh-keygen -q -t ed25519 -N '' -C '' -f host_key
cat host_key.pub`

/** Both services leave their pid file for the moment in which they end; docker's is gone when its containers are. */
const STOP_DOCKER = `kill "$(cat /run/docker.pid)"
while [ -e /run/docker.pid ]; do sleep 0.02; done`
const START_DOCKER = `setsid /run/start-docker > /dev/null 2>&1 &
until docker version > /dev/null 2>&1; do sleep 0.05; done`

type Faults = Pick<
  FleetHost,
  'stopSshd' | 'startSshd' | 'stopDocker' | 'startDocker' | 'fill' | 'free'
>

function faultsOf(run: FleetHost['run'], relay: Relay): Faults {
  return {
    async stopSshd() {
      relay.refuse()
      await run('kill "$(cat /run/sshd.pid)"; while [ -e /run/sshd.pid ]; do sleep 0.02; done')
    },
    async startSshd() {
      // It is in the background when it listens.
      await run('/usr/sbin/sshd -f /etc/fleet/sshd_config -E /run/sshd.log')
      await relay.accept()
    },
    stopDocker: async () => void (await run(STOP_DOCKER)),
    startDocker: async () => void (await run(START_DOCKER)),
    async fill(left = 0) {
      const free = await run('df --output=avail -B1 /var/lib/docker | tail -n 1')
      const size = Math.max(Number(free) - left, 1)
      await run(`fallocate -l ${size} /var/lib/docker/ballast`)
    },
    free: async () => void (await run('rm -f /var/lib/docker/ballast')),
  }
}
