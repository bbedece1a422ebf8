// The ways into a host of the fleet and out of it, each a relay that can fail.
import { mkdirSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { dialled, firstLine } from '../network/first-line.ts'
import { type Relay, startRelay } from '../network/relay.ts'

export type Place = {
  readonly name: string
  /** Its address outside, on this machine's loopback. */
  readonly ip: string
  /** Of this host alone; the sockets of its door are in it. */
  readonly folder: string
}

/** The relay from a host's address, at a free port, to its sshd. */
export function sshRelay(place: Place): Promise<Relay> {
  mkdirSync(place.folder, { recursive: true })
  return inwards(place, 22)
}

/** A relay from a host's address, at a free port, to a port of its loopback. */
export function inwards({ ip, folder }: Place, port: number): Promise<Relay> {
  return startRelay({ host: ip, port: 0 }, async () => {
    const door = await dialled({ path: join(folder, 'in.sock') })
    door.write(`${port}\n`)
    return door
  })
}

/** The relay from a host to what it may reach outside. */
export function outwards({ folder }: Place, reaches: readonly string[]): Promise<Relay> {
  return startRelay({ path: join(folder, 'out.sock') }, async (door: Socket) => {
    const address = await firstLine(door)
    if (!reaches.includes(address)) throw new Error(`${address} is not to be reached`)
    const [host = '', port] = address.split(':')
    return dialled({ host, port: Number(port) })
  })
}
