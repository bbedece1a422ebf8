// A host of a fleet as a test sees it: its addresses, commands to run on it, and faults to inject.
import { fingerprintOf } from '../../kit/ssh/known-hosts.ts'
import { type Load, type LoadOptions, startLoad } from '../network/load.ts'
import type { Relay } from '../network/relay.ts'
import { type HostFaults, hostFaults } from './host-faults.ts'
import { type Endpoint, inboundRelay, outboundRelay } from './host-relays.ts'
import { startNamespaces } from './namespaces.ts'

export type FleetHost = HostFaults & {
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
  readonly outbound: Relay
  /** The process id, outside, of its first process: its namespaces are those of this process. */
  readonly pid: number
  /** Runs a shell command as root in the host and resolves with its output. Rejects when it fails. */
  run(command: string): Promise<string>
  docker(...args: string[]): Promise<string>
  /** Returns the relay from outside to a port of the host, such as one that a container publishes. */
  relayTo(port: number): Promise<Relay>
  /** Starts a load at a port that a container publishes, from its own network: no relay is in between that could be slow or faulty. */
  load(port: number, options?: Omit<LoadOptions, 'address'>): Promise<Load>
  /** Gives it another host key; `known` is then the line of the new one. */
  newHostKey(): Promise<void>
  stop(): Promise<void>
}

export type FleetHostOptions = Endpoint & {
  readonly relay: Relay
  readonly reaches: readonly string[]
  readonly disk: string
  readonly cgroup: string
  readonly publicKey: string
}

/** Starts a host whose SSH relay runs already. */
export async function startHost(options: FleetHostOptions): Promise<FleetHost> {
  const { relay, name, ip } = options
  const outbound = await outboundRelay(options, options.reaches)
  const namespaces = await startNamespaces(options).catch((error: unknown) => {
    outbound.stop()
    throw error
  })
  let hostKey = namespaces.hostKey
  const relays = new Map<number, Promise<Relay>>()
  const run = (command: string): Promise<string> => namespaces.run('/bin/sh', ['-ec', command])
  const faults = hostFaults(run, relay)
  return {
    ...{ name, ip, relay, outbound, run, ...faults },
    port: relay.port,
    address: `deploy@${ip}:${relay.port}`,
    pid: namespaces.pid,
    get known() {
      return `[${ip}]:${relay.port} ${hostKey}`
    },
    get fingerprint() {
      return fingerprintOf(hostKey.split(' ')[1] ?? '')
    },
    docker: (...args) => namespaces.run('docker', args),
    relayTo(port) {
      const one = relays.get(port) ?? inboundRelay(options, port)
      relays.set(port, one)
      return one
    },
    load: (port, options) =>
      startLoad({ ...options, address: `${OUTSIDE}:${port}` }, [
        ...['nsenter', '-t', String(namespaces.pid), '--net', '--'],
      ]),
    async newHostKey() {
      await faults.stopSshd()
      hostKey = (await run(NEW_KEY)).trim()
      await faults.startSshd()
    },
    async stop() {
      await namespaces.stop()
      for (const one of [outbound, relay, ...(await Promise.all(relays.values()))]) one.stop()
    },
  }
}

/** Its address that is not a loopback address: see fleet-host.sh. */
const OUTSIDE = '10.77.0.1'

const NEW_KEY = `cd /etc/fleet
rm host_key host_key.pub
ssh-keygen -q -t ed25519 -N '' -C '' -f host_key
cat host_key.pub`
