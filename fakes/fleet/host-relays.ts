// The connections into a fleet host and out of it, each through a relay that can simulate faults.
import { mkdirSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { connectTo, readFirstLine } from '../network/connection.ts'
import { type Relay, startRelay } from '../network/relay.ts'

export type Endpoint = {
  readonly name: string
  /** Its address outside, on this machine's loopback. */
  readonly ip: string
  /** Used by this host alone; holds the sockets of its bridge. */
  readonly folder: string
}

/** Starts the relay from a host's address, at a free port, to its sshd. */
export function sshRelay(endpoint: Endpoint): Promise<Relay> {
  mkdirSync(endpoint.folder, { recursive: true })
  return inboundRelay(endpoint, 22)
}

/** Starts a relay from a host's address, at a free port, to a port of its loopback. */
export function inboundRelay({ ip, folder }: Endpoint, port: number): Promise<Relay> {
  return startRelay({ host: ip, port: 0 }, async () => {
    const bridge = await connectTo({ path: join(folder, 'in.sock') })
    bridge.write(`${port}\n`)
    return bridge
  })
}

/** Starts the relay from a host to the addresses outside that it can reach. */
export function outboundRelay({ folder }: Endpoint, reaches: readonly string[]): Promise<Relay> {
  return startRelay({ path: join(folder, 'out.sock') }, async (bridge: Socket) => {
    const address = await readFirstLine(bridge)
    if (!reaches.includes(address)) throw new Error(`${address} is not reachable from this host`)
    const [host = '', port] = address.split(':')
    return connectTo({ host, port: Number(port) })
  })
}
