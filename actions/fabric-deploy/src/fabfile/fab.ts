// Runs fab once per host, in order, until it fails.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../../../kit/action/user-error.ts'
import type { Env } from '../../../../kit/git/git.ts'
import { temporaryFolder } from '../../../../kit/process/exit-cleanup.ts'
import { streamProgram } from '../../../../kit/process/stream.ts'
import type { Host } from '../../../../kit/ssh/host.ts'
import { hostResult, readNotes, type TaskRow } from './host-result.ts'
import { type Logins, loginsText } from './logins.ts'
import { type Fabric, fabricVariables } from './python-environment.ts'
import { fabfileOptions } from './read-fabfile.ts'
import { hostArgument, sshConfig } from './ssh-config.ts'
import type { TaskInfo } from './task-info.ts'

export type FabricOrder = {
  readonly fabric: Fabric
  /** In the order in which the tasks run on them. */
  readonly hosts: readonly Host[]
  readonly gateway?: Host | undefined
  /** The keys for the hosts and the gateway; without it, the agent in the environment has them. */
  readonly logins?: Logins
  /** The tasks with their parameters, as arguments of Fabric 3. */
  readonly args: readonly string[]
  readonly called: readonly TaskInfo[]
  /** fab's working folder. */
  readonly folder: string
  readonly fabfile?: string | undefined
  /** Lines of known_hosts. */
  readonly known: readonly string[]
  /** Seconds until a host must answer, and that one command may take. */
  readonly timeouts: { readonly connect: number; readonly command?: number | undefined }
  /** When all hosts must be done, by the clock of the ports. */
  readonly deadline: number
}

export type FabricPorts = {
  /** The variables of the step, with the SSH_AUTH_SOCK of the agent that has the key. */
  readonly env: Env
  /** A folder for temporary files. */
  readonly temp: string
  /** Takes every line that fab or a host prints. It is untrusted. */
  readonly onLine: (text: string, host: Host | undefined) => void
  readonly onEnd?: (row: TaskRow) => void
  /** Stops fab, and what is running on the host. */
  readonly signal?: AbortSignal | undefined
  /** The time in milliseconds. */
  readonly now: () => number
}

/** Runs the tasks on all hosts. Throws a UserError (`no-hosts`) if there are none: Fabric would run the tasks on this machine. */
export async function runFabric(order: FabricOrder, ports: FabricPorts): Promise<TaskRow[]> {
  const nameTheirHosts = order.called.some(({ hosts }) => hosts !== null && hosts.length > 0)
  if (!nameTheirHosts && order.hosts.length === 0) {
    const what =
      'The tasks have no host, and Fabric would run them on the runner itself: add "hosts" to the environment'
    throw new UserError('no-hosts', what)
  }
  const rows: TaskRow[] = []
  for (const host of nameTheirHosts ? [undefined] : order.hosts) {
    const hasFailed = rows.some(({ outcome }) => outcome !== 'deployed' && outcome !== 'unchanged')
    const row =
      hasFailed || ports.signal?.aborted
        ? notReached(host, hasFailed)
        : await onHost(host, order, ports)
    ports.onEnd?.(row)
    rows.push(row)
  }
  return rows
}

const notReached = (host: Host | undefined, hasFailed: boolean): TaskRow => {
  const text = hasFailed ? 'an earlier host failed' : 'the run was cancelled'
  const reason = hasFailed ? '' : 'cancelled'
  return { host, outcome: 'not-reached', reason, code: null, seconds: 0, text }
}

async function onHost(
  host: Host | undefined,
  order: FabricOrder,
  ports: FabricPorts,
): Promise<TaskRow> {
  const { fabric, folder, timeouts } = order
  using files = temporaryFolder(ports.temp, 'towpath-fabric-')
  const path = (name: string): string => join(files.path, name)
  const write = (name: string, text: string): void =>
    writeFileSync(path(name), text, { mode: 0o600 })
  write('known_hosts', `${order.known.join('\n')}\n`)
  write('ssh_config', sshConfig(host, order.hosts, order.gateway, timeouts.connect))
  write('report', '')
  const { logins } = order
  if (logins) write('logins', loginsText(logins, order.hosts, order.gateway, path('proxy')))
  const started = ports.now()
  const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(order.deadline - ports.now())))
  const onLine = (text: string): void => ports.onLine(text, host)
  const { code } = await streamProgram(
    fabric.python,
    [join(fabric.programs, 'fab.py'), ...options(host, order, path('ssh_config')), ...order.args],
    {
      cwd: folder,
      env: {
        ...fabricVariables(ports.env, fabric.programs, path('known_hosts')),
        TOWPATH_FABRIC_REPORT: path('report'),
        ...(logins ? { TOWPATH_FABRIC_LOGINS: path('logins') } : {}),
      },
      onLine,
      onErrorLine: onLine,
      endGroup: logins?.proxyScript !== undefined,
      killOn: ports.signal ? AbortSignal.any([ports.signal, timeout]) : timeout,
    },
  )
  const interruption = ports.signal?.aborted ? 'cancelled' : timeout.aborted ? 'timeout' : undefined
  const notes = readNotes(readFileSync(path('report'), 'utf8'))
  const seconds = (ports.now() - started) / 1000
  return { host, code, seconds, ...hostResult(code, notes, interruption) }
}

function options(host: Host | undefined, order: FabricOrder, config: string): readonly string[] {
  const { command } = order.timeouts
  return [
    ...fabfileOptions(order),
    '-S',
    config,
    ...(command === undefined ? [] : ['-T', String(command)]),
    ...(host ? ['-H', hostArgument(host)] : []),
  ]
}
