// Connecting to every host of a fleet, and looking at it.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { Gateway } from '../../../../kit/ssh/connection.ts'
import type { Ssh } from '../../../../kit/ssh/open-ssh.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import type { Fleet, FleetHost } from '../config/fleet.ts'
import { mine } from '../plan/host-plan.ts'
import type { Container, Facts } from './facts.ts'
import { type Job, look, MOST, obstacles } from './preflight.ts'
import { atOnce, openSession, type ScriptName, type Session } from './session.ts'

export type Seen = {
  readonly session: Session
  readonly facts: Facts
  /** Another host of the fleet has the same docker. */
  readonly shared: boolean
  /** The environment's containers on this host, the newest first. */
  readonly own: readonly Container[]
}

export type Opened = {
  /** The host that has the lock; undefined where it could not be connected to. */
  readonly keeper: Session | undefined
  /** The hosts that were looked at, in the order of the fleet. */
  readonly seen: readonly Seen[]
  /** What is in the way, by host. */
  readonly errors: ReadonlyMap<string, readonly UserError[]>
  close(): Promise<void>
}

export type OpenPorts = {
  readonly script: (name: ScriptName) => string
  readonly clock: Clock
}

export type Connected = {
  /** Those that could be connected to, in the order of the fleet. */
  readonly hosts: readonly Session[]
  /** The one that has the lock; undefined where it could not be connected to. */
  readonly keeper: Session | undefined
  readonly gateway: Gateway | undefined
  readonly errors: ReadonlyMap<string, UserError>
  close(): Promise<void>
}

/**
 * Connects to the hosts, all at once, and does with each what comes first, without waiting for the others. Throws a UserError for a
 * gateway that can't be connected to.
 */
export async function connectAll(
  { hosts, keeper, gateway: through }: Fleet,
  ssh: Ssh,
  { script, clock }: OpenPorts,
  first: (session: Session) => Promise<void> = async () => {},
): Promise<Connected> {
  const gateway = through && (await ssh.connect(through))
  const errors = new Map<string, UserError>()
  const isApart = keeper !== undefined && hosts.every(({ name }) => name !== keeper.name)
  const opened = await atOnce(isApart ? [...hosts, keeper] : hosts, MOST, async (host) => {
    try {
      const session = await openSession(host, dialTo(host, ssh, gateway), script, clock)
      if (hosts.includes(host)) await first(session)
      return session
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      errors.set(host.name, error)
      return undefined
    }
  })
  const sessions = opened.filter((session) => session !== undefined)
  return {
    hosts: sessions.filter(({ host }) => hosts.includes(host)),
    keeper: sessions.find(({ host }) => host.name === keeper?.name),
    gateway,
    errors,
    async close() {
      await Promise.all(sessions.map((session) => session.close()))
      await gateway?.close()
    },
  }
}

/** Connects to the hosts and looks at them, all at once. Throws a UserError for a gateway that can't be connected to. */
export async function open(job: Job, ssh: Ssh, ports: OpenPorts): Promise<Opened> {
  const looks = looking(job)
  const connected = await connectAll(job.fleet, ssh, ports, looks.at)
  const { hosts, keeper, errors: refused, close } = connected
  const errors = new Map<string, readonly UserError[]>(
    [...refused].map(([name, error]) => [name, [error]]),
  )
  const { seen, errors: found } = looks.of(hosts)
  for (const [name, problems] of found) errors.set(name, problems)
  return { seen, keeper, errors, close }
}

type Sight = Pick<Opened, 'seen' | 'errors'>

/** Looks at hosts, all at once: what is seen of each, and what is in the way there. */
export async function lookAtAll(sessions: readonly Session[], job: Job): Promise<Sight> {
  const looks = looking(job)
  await atOnce(sessions, MOST, looks.at)
  return looks.of(sessions)
}

/** Looks at one host after the other, and at the end tells what was seen: whether hosts share a docker takes all of them. */
function looking(job: Job): {
  at(session: Session): Promise<void>
  of(sessions: readonly Session[]): Sight
} {
  const { environment } = job.fleet
  const errors = new Map<string, readonly UserError[]>()
  const looked = new Map<Session, Facts>()
  return {
    async at(session) {
      const { host } = session
      try {
        const facts = await look(session, job)
        const problems = obstacles(host, facts, environment)
        if (problems.length > 0) errors.set(host.name, problems)
        looked.set(session, facts)
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        errors.set(host.name, [error])
      }
    },
    of(sessions) {
      const daemons = [...looked.values()].map(({ daemon }) => daemon)
      const seen = sessions.flatMap((session): Seen[] => {
        const facts = looked.get(session)
        if (!facts) return []
        const shared = daemons.indexOf(facts.daemon) !== daemons.lastIndexOf(facts.daemon)
        const own = mine(session.host, facts.containers, environment, shared)
        return [{ session, facts, shared, own }]
      })
      return { seen, errors }
    },
  }
}

/** How a host is connected to, the first time and again. */
export function dialTo({ host }: FleetHost, ssh: Ssh, gateway: Gateway | undefined) {
  return () => ssh.connect(host, gateway)
}

/** Takes away what looking left on a host. */
export async function leave(session: Session, { slug, run, fleet }: Job): Promise<void> {
  try {
    await session.run('cleanup', [slug, run, fleet.environment, '', '', ''])
  } catch (error) {
    if (!(error instanceof UserError)) throw error
  }
}
