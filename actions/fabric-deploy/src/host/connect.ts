// Connects to every host of a fleet.

import pMap from 'p-map'
import { UserError } from '../../../../kit/action/user-error.ts'
import type { Gateway } from '../../../../kit/ssh/connection.ts'
import type { Host } from '../../../../kit/ssh/host.ts'
import type { Ssh } from '../../../../kit/ssh/open-ssh.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import type { Fleet, FleetHost } from '../config/fleet.ts'
import { MAX_PARALLEL_HOSTS, openSession, type ScriptName, type Session } from './session.ts'

export type SessionPorts = {
  /** Returns the text of a script. */
  readonly script: (name: ScriptName) => string
  readonly clock: Clock
}

export type Connected = {
  /** The hosts that were reached, in the order of the fleet. */
  readonly sessions: readonly Session[]
  /** The host that keeps the lock; undefined if it was not reached. */
  readonly lockHost: Session | undefined
  readonly gateway: Gateway | undefined
  readonly errors: ReadonlyMap<string, UserError>
  close(): Promise<void>
}

/** From this number of hosts on, the computing time of each login matters. */
const MANY_HOSTS = 16

/** Makes the key and the known hosts ready. */
export async function openSshFor(
  fleet: Fleet,
  open: (fastLogins: boolean) => Promise<Ssh>,
  log: (line: string) => void,
): Promise<Ssh> {
  const ssh = await open(fleet.hosts.length > MANY_HOSTS)
  for (const repair of ssh.repairs) log(`Repaired the SSH key: ${repair}`)
  return ssh
}

/**
 * Connects to all hosts at once and runs the first work on each as soon as it is connected. If the gateway can't be reached, no host
 * behind it can. Throws a UserError in that case only if there are no hosts.
 */
export async function connectAll(
  fleet: Fleet,
  ssh: Ssh,
  { script, clock }: SessionPorts,
  firstWork: (session: Session) => Promise<void> = async () => {},
): Promise<Connected> {
  const { hosts, lockHost } = fleet
  const errors = new Map<string, UserError>()
  const isExtraHost = lockHost !== undefined && hosts.every(({ name }) => name !== lockHost.name)
  const all = isExtraHost ? [...hosts, lockHost] : hosts
  const gateway = fleet.gateway && (await connectGateway(fleet.gateway, ssh, all, errors))
  const opened = await pMap(
    all,
    async (host) => {
      if (errors.has(host.name)) return undefined
      try {
        const connect = () => ssh.connect(host.host, gateway)
        const session = await openSession(host, connect, script, clock)
        if (hosts.includes(host)) await firstWork(session)
        return session
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        errors.set(host.name, error)
        return undefined
      }
    },
    { concurrency: MAX_PARALLEL_HOSTS },
  )
  const sessions = opened.filter((session) => session !== undefined)
  return {
    sessions: sessions.filter(({ host }) => hosts.includes(host)),
    lockHost: sessions.find(({ host }) => host.name === lockHost?.name),
    gateway,
    errors,
    async close() {
      await Promise.all(sessions.map((session) => session.close()))
      await gateway?.close()
    },
  }
}

/** Returns the connection to the gateway, or undefined with its error for every host. */
async function connectGateway(
  gateway: Host,
  ssh: Ssh,
  hosts: readonly FleetHost[],
  errors: Map<string, UserError>,
): Promise<Gateway | undefined> {
  try {
    return await ssh.connectGateway(gateway)
  } catch (error) {
    if (!(error instanceof UserError) || hosts.length === 0) throw error
    const message = `The gateway: ${error.message}`
    const ofHost = new UserError(error.reason, message, { cause: error })
    for (const { name } of hosts) errors.set(name, ofHost)
    return undefined
  }
}
