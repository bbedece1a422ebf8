// Inspects every host of a fleet: what runs there, and what prevents a deployment.

import pMap from 'p-map'
import { UserError } from '../../../../kit/action/user-error.ts'
import type { Ssh } from '../../../../kit/ssh/open-ssh.ts'
import type { Job } from '../job.ts'
import { connectAll, type SessionPorts } from './connect.ts'
import { environmentContainers, type HostFacts, type HostState } from './facts.ts'
import { inspectHost } from './inspect-host.ts'
import { preflightErrors } from './preflight.ts'
import { MAX_PARALLEL_HOSTS, type Session } from './session.ts'

export type InspectedHost = HostState & {
  readonly session: Session
  /** Another host of the fleet has the same docker daemon. */
  readonly sharesDocker: boolean
}

type Findings = {
  /** The hosts that could be inspected, in the order of the fleet. */
  readonly inspected: readonly InspectedHost[]
  /** Everything that prevents a deployment, by host. */
  readonly errors: ReadonlyMap<string, readonly UserError[]>
}

export type Inspection = Findings & {
  /** The host that keeps the lock; undefined if it was not reached. */
  readonly lockHost: Session | undefined
  close(): Promise<void>
}

/** Connects to all hosts and inspects them, all at once. */
export async function connectAndInspect(
  job: Job,
  ssh: Ssh,
  ports: SessionPorts,
): Promise<Inspection> {
  const inspector = inspectorFor(job)
  const connected = await connectAll(job.fleet, ssh, ports, inspector.inspect)
  const { sessions, lockHost, close } = connected
  const errors = new Map<string, readonly UserError[]>(
    [...connected.errors].map(([name, error]) => [name, [error]]),
  )
  const { inspected, errors: found } = inspector.findings(sessions)
  for (const [name, problems] of found) errors.set(name, problems)
  return { inspected, lockHost, errors, close }
}

/** Inspects hosts that are connected already, all at once. */
export async function inspectAll(sessions: readonly Session[], job: Job): Promise<Findings> {
  const inspector = inspectorFor(job)
  await pMap(sessions, inspector.inspect, { concurrency: MAX_PARALLEL_HOSTS })
  return inspector.findings(sessions)
}

/** Inspects hosts one by one. Its findings come at the end, since only all hosts together show which of them share a daemon. */
function inspectorFor(job: Job): {
  inspect(session: Session): Promise<void>
  findings(sessions: readonly Session[]): Findings
} {
  const { environment } = job.fleet
  const errors = new Map<string, readonly UserError[]>()
  const factsBySession = new Map<Session, HostFacts>()
  return {
    async inspect(session) {
      const { host } = session
      try {
        const facts = await inspectHost(session, job)
        const problems = preflightErrors(host, facts, job)
        if (problems.length > 0) errors.set(host.name, problems)
        factsBySession.set(session, facts)
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        errors.set(host.name, [error])
      }
    },
    findings(sessions) {
      const daemons = [...factsBySession.values()].map(({ daemonId }) => daemonId)
      const inspected = sessions.flatMap((session): InspectedHost[] => {
        const facts = factsBySession.get(session)
        if (!facts) return []
        const { host } = session
        const { daemonId } = facts
        const sharesDocker = daemons.indexOf(daemonId) !== daemons.lastIndexOf(daemonId)
        const containers = environmentContainers(host, facts.containers, environment, sharesDocker)
        return [{ host, session, facts, sharesDocker, containers }]
      })
      return { inspected, errors }
    },
  }
}

/** Removes what the inspection left on the hosts. */
export async function removeRunFolders(
  inspected: readonly InspectedHost[],
  { slug, runId, fleet }: Job,
): Promise<void> {
  const remove = async ({ session }: InspectedHost): Promise<void> => {
    try {
      await session.run('cleanup', [slug, runId, fleet.environment, '', '', ''])
    } catch (error) {
      if (!(error instanceof UserError)) throw error
    }
  }
  await pMap(inspected, remove, { concurrency: MAX_PARALLEL_HOSTS })
}
