// Runs the commands of `before`: each once, on one host, before anything is switched.

import type { OpenGroup } from '../../../../kit/action/runner.ts'
import { UserError } from '../../../../kit/action/user-error.ts'
import { list, quote } from '../../../../kit/text/escape.ts'
import type { Fleet } from '../config/fleet.ts'
import type { Service } from '../config/service.ts'
import type { Failure } from '../host/script-events.ts'
import type { Session } from '../host/session.ts'
import type { Job } from '../job.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import type { RunningBefore } from '../post/state.ts'
import { type BeforeEnd, followBefore } from './before-events.ts'
import { beforeFailure } from './before-failure.ts'
import { type BeforeRun, beforeArguments, beforeContainer, beforeRuns } from './before-plan.ts'
import { type FollowPorts, lookUntilEnd } from './before-session.ts'

export type BeforePorts = FollowPorts & {
  readonly openGroup: (title: string) => OpenGroup
  /** Saves what the post step has to end; undefined when nothing is left. */
  readonly save: (running: RunningBefore | undefined) => void
}

/** A host whose images are pulled. */
export type BeforeHost = {
  readonly session: Session
  readonly plan: Pick<HostPlan, 'changes'>
}

export type BeforeJob = Pick<Job, 'slug' | 'runId'> & { readonly fleet: Pick<Fleet, 'services'> }

export type BeforeResult = {
  /** The services whose command has succeeded. */
  readonly done: readonly Service[]
  readonly failure?: Failure & { readonly host: string; readonly seconds: number }
  /** A command that could not be stopped may still be running; the post step ends it. */
  readonly isLeft: boolean
}

/** Runs all commands, one after the other, until one fails. */
export async function runBefore(
  hosts: readonly BeforeHost[],
  job: BeforeJob,
  ports: BeforePorts,
): Promise<BeforeResult> {
  const done: Service[] = []
  const plans = hosts.map(({ plan }) => plan)
  for (const run of beforeRuns(plans, job.fleet.services)) {
    const session = hosts[run.host]?.session
    if (!session || ports.signal.aborted) break
    const start = ports.clock.now()
    const { failure, isLeft } = await runOne(run, session, job, ports)
    if (failure) {
      const seconds = (ports.clock.now() - start) / 1000
      return { done, isLeft, failure: { ...failure, host: session.host.name, seconds } }
    }
    done.push(run.change.service)
  }
  return { done, isLeft: false }
}

async function runOne(
  run: BeforeRun,
  session: Session,
  job: BeforeJob,
  ports: BeforePorts,
): Promise<{ readonly failure: Failure | undefined; readonly isLeft: boolean }> {
  const { service } = run.change
  const host = session.host.name
  const container = beforeContainer(service, job)
  ports.save({ host, container, grace: service.stopGrace })
  ports.log(`${host}: ${service.name}: running its "before" command (${container})`)
  const start = ports.clock.now()
  const group = ports.openGroup(`${host}: output of "before" of ${service.name}`)
  const events = followBefore(group.line)
  const args = [job.slug, job.runId, container, String(service.stopGrace)]
  const end = await lookUntilEnd(session, args, beforeArguments(run, job), run, events, ports)
  group.end()
  if (end === 'left' || end === 'stopped') {
    const what = `${host}: the "before" command of ${quote(service.name)}`
    const message =
      end === 'stopped'
        ? `${what} was stopped, because the run is over`
        : `${what} could not be stopped: the host does not answer. The container ${quote(container)} may still be running`
    if (end === 'stopped') ports.save(undefined)
    return { failure: { reason: 'ended', message, code: undefined }, isLeft: end === 'left' }
  }
  // If the command may still be running, the message says how to find out.
  ports.save(undefined)
  const names = { host, service: service.name, container, within: run.before.within }
  const failure = beforeFailure(end, names, events.lastLines())
  const seconds = ((ports.clock.now() - start) / 1000).toFixed(1)
  if (!failure)
    ports.log(`${host}: ${service.name}: its "before" command has finished (${seconds} s)`)
  if (isKnown(end)) await removeContainer(session, args)
  return { failure, isLeft: false }
}

const isKnown = ({ kind }: BeforeEnd): boolean => kind === 'ended' || kind === 'failed'

/** Removes the container of a command that has ended. If the host can't be reached, a later deployment removes it. */
async function removeContainer(session: Session, args: readonly string[]): Promise<void> {
  try {
    await session.run('before', ['remove', ...args])
  } catch (error) {
    if (!(error instanceof UserError)) throw error
  }
}

/** Returns what to add to the error of a rollout that failed after these commands. */
export function beforeHasRun(done: readonly Service[]): string[] {
  if (done.length === 0) return []
  const names = list(done.map(({ name }) => name))
  return [
    `The "before" command of ${names} had already succeeded: what it changed, such as a migration, is not undone.`,
  ]
}
