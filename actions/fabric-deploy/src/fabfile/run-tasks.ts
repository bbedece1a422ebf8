// Runs the tasks of the project's fabfile with Fabric, one host after the other, with the lock and the host keys of a deployment.

import type { Runner } from '../../../../kit/action/runner.ts'
import type { Gateway } from '../../../../kit/ssh/connection.ts'
import { hostText } from '../../../../kit/ssh/host.ts'
import type { Ssh } from '../../../../kit/ssh/open-ssh.ts'
import { list } from '../../../../kit/text/escape.ts'
import { stripTerminalCodes } from '../../../../kit/text/terminal.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import { type Connected, connectAll } from '../host/connect.ts'
import { combinedError } from '../host/host-errors.ts'
import { releaseLock, takeLock } from '../host/lock.ts'
import type { ScriptName } from '../host/session.ts'
import type { DeployInputs } from '../inputs.ts'
import type { Job } from '../job.ts'
import { postStateSaver } from '../post/state.ts'
import type { RunResult } from '../result.ts'
import { type FabricOrder, runFabric } from './fab.ts'
import { fabricSettings } from './fabric-settings.ts'
import type { FabricSetup } from './fabric-setup.ts'
import type { TaskRow } from './host-result.ts'
import { readTasks, type Tasks } from './read-tasks.ts'
import { notRunResult, tasksResult } from './task-results.ts'

export type TasksPorts = {
  readonly runner: Runner
  readonly script: (name: ScriptName) => string
  readonly clock: Clock
  readonly cancel: AbortSignal
  readonly owner: readonly string[]
  readonly fabric: FabricSetup
}

/** Runs the input `tasks`. Throws a UserError if no host was reached; a later error is in the result. */
export async function runTasks(
  inputs: DeployInputs,
  job: Job,
  ssh: Ssh,
  ports: TasksPorts,
): Promise<RunResult> {
  useSettings(ports)
  const tasks = await readTasks(inputs, ports)
  const connected = await connectAll(job.fleet, ssh, ports)
  const { errors } = connected
  try {
    if (errors.size > 0) {
      const error = combinedError([...errors.values()])
      return { result: notRunResult(inputs, job.fleet, errors, error.reason), error }
    }
    if (inputs['dry-run']) {
      return { result: notRunResult(inputs, job.fleet, errors, ''), error: undefined }
    }
    return await runLocked(inputs, job, ssh, connected, tasks, ports)
  } finally {
    await connected.close()
  }
}

/** Masks the passwords that Fabric gets, and says which of its settings it does not get. */
function useSettings({ runner, fabric }: TasksPorts): void {
  const { secrets, withheld } = fabricSettings(fabric.env)
  for (const secret of secrets) runner.mask(secret)
  if (withheld.length === 0) return
  runner.annotate(
    'warning',
    `Fabric does not get ${list(withheld)}: hosts, logins and time limits are those of this action, and a command that fails or is not run must not count as a success`,
  )
}

/** Runs the tasks while it holds the lock. */
async function runLocked(
  inputs: DeployInputs,
  job: Job,
  ssh: Ssh,
  { lockHost, gateway }: Connected,
  tasks: Tasks,
  ports: TasksPorts,
): Promise<RunResult> {
  const { runner, cancel } = ports
  const warn = (message: string): void => runner.annotate('warning', message)
  if (!lockHost) {
    warn('The environment has no hosts, so there is no lock: another run may be in progress')
  }
  const savePostState = postStateSaver(runner)
  let isLocked = false
  try {
    if (lockHost) {
      const { slug, runId, fleet } = job
      savePostState({ slug, runId, environment: fleet.environment, switchValues: {} })
      const owner = [...ports.owner, 'tasks of a fabfile']
      const lockPorts = { ...ports, log: runner.log }
      await takeLock(lockHost, job, owner, inputs['lock-wait'], lockPorts, cancel)
      isLocked = true
    }
    const rows = await runOnHosts(inputs, job, ssh, gateway, tasks, ports)
    for (const { host, outcome, text } of rows) {
      if (outcome === 'unchanged') warn(`${host ? hostText(host) : 'The hosts'}: ${text}`)
    }
    return tasksResult(inputs, job.fleet, rows)
  } finally {
    const isUnlocked = !lockHost || (await releaseLock(lockHost, job, isLocked ? warn : () => {}))
    if (isUnlocked) savePostState(undefined)
  }
}

async function runOnHosts(
  inputs: Pick<DeployInputs, 'fabfile' | 'connect-timeout' | 'timeout'>,
  { fleet }: Job,
  ssh: Ssh,
  gateway: Gateway | undefined,
  { translated, fabric }: Tasks,
  { runner, clock, cancel, fabric: setup }: TasksPorts,
): Promise<TaskRow[]> {
  const known = await Promise.all([
    ssh.plainLines(fleet.gateway),
    ...fleet.hosts.map(({ host }) => ssh.plainLines(host, gateway)),
  ])
  const order: FabricOrder = {
    fabric,
    hosts: fleet.hosts.map(({ host }) => host),
    gateway: fleet.gateway,
    logins: ssh,
    args: translated.args,
    called: translated.called,
    folder: setup.folder,
    fabfile: inputs.fabfile,
    known: [...new Set(known.flat())],
    timeouts: { connect: Math.ceil(inputs['connect-timeout'] / 1000) },
    deadline: clock.now() + inputs.timeout,
  }
  return runFabric(order, {
    env: { ...setup.env, ...ssh.env },
    temp: ssh.folder,
    onLine: (text, host) =>
      runner.log(`${host ? `${hostText(host)} | ` : ''}${stripTerminalCodes(text)}`),
    onEnd: ({ host, outcome, code, seconds, text }) => {
      const where = host ? hostText(host) : 'the hosts of the tasks'
      const details = text === '' ? '' : `, ${text}`
      if (outcome !== 'not-reached')
        runner.log(`${where}: fab exited with code ${code}${details} (${seconds.toFixed(1)} s)`)
    },
    signal: cancel,
    now: clock.now,
  })
}
