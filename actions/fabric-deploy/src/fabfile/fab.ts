// Runs the tasks of a fabfile on the hosts of an environment: one fab a host, in order, until one fails.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../../../kit/action/user-error.ts'
import type { Env } from '../../../../kit/git/git.ts'
import { temporaryFolder } from '../../../../kit/process/exit-cleanup.ts'
import { streamProgram } from '../../../../kit/process/stream.ts'
import type { Host } from '../../../../kit/ssh/host.ts'
import { judged, type Row, readNotes } from './host-result.ts'
import { type Fabric, variablesFor } from './python.ts'
import { loading } from './read-fabfile.ts'
import { hostArgument, sshConfig } from './ssh-config.ts'
import type { TaskInfo } from './task-info.ts'

export type FabricOrder = {
  readonly fabric: Fabric
  /** In the order in which they are deployed to. */
  readonly hosts: readonly Host[]
  readonly gateway?: Host | undefined
  /** The tasks with their parameters, as Fabric 3 takes them. */
  readonly args: readonly string[]
  /** The tasks that are called. */
  readonly called: readonly TaskInfo[]
  /** fab's working folder. */
  readonly folder: string
  readonly fabfile?: string | undefined
  /** Lines of known_hosts. */
  readonly known: readonly string[]
  /** Seconds: until a host answers, and for one command where that is limited as well. */
  readonly timeouts: { readonly connect: number; readonly command?: number | undefined }
  /** When all hosts have to be done, by the clock of the ports. */
  readonly deadline: number
}

export type FabricPorts = {
  /** The variables of the step, with SSH_AUTH_SOCK: the key is in that agent. */
  readonly env: Env
  /** A folder for temporary files. */
  readonly temp: string
  /** A line that fab or a host has said, as it comes. It is nothing but text of somebody else's. */
  readonly line: (text: string, host: Host | undefined) => void
  /** A host is begun, and done. */
  readonly begin?: (host: Host | undefined) => void
  readonly end?: (row: Row) => void
  /** Ends the run, and what runs on the host. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds of some clock. */
  readonly now: () => number
}

/** Runs fab. Throws a UserError (`no-hosts`) where no host is meant: Fabric would run the tasks on this machine. */
export async function runFabric(order: FabricOrder, ports: FabricPorts): Promise<Row[]> {
  const hasOwn = order.called.some(({ hosts }) => hosts !== null && hosts.length > 0)
  if (!hasOwn && order.hosts.length === 0) {
    const what =
      'The tasks have no host, and Fabric would run them on this machine itself: give the environment "hosts"'
    throw new UserError('no-hosts', what)
  }
  const rows: Row[] = []
  for (const host of hasOwn ? [undefined] : order.hosts) {
    const hasFailed = rows.some(({ outcome }) => outcome !== 'deployed' && outcome !== 'unchanged')
    const row =
      hasFailed || ports.signal?.aborted
        ? notReached(host, hasFailed)
        : await onHost(host, order, ports)
    ports.end?.(row)
    rows.push(row)
  }
  return rows
}

const notReached = (host: Host | undefined, hasFailed: boolean): Row => {
  const text = hasFailed ? 'a host before it failed' : 'the run was cancelled'
  const reason = hasFailed ? '' : 'cancelled'
  return { host, outcome: 'not-reached', reason, code: null, seconds: 0, text }
}

async function onHost(
  host: Host | undefined,
  order: FabricOrder,
  ports: FabricPorts,
): Promise<Row> {
  const { fabric, folder, timeouts } = order
  using files = temporaryFolder(ports.temp, 'towpath-fabric-')
  const path = (name: string): string => join(files.path, name)
  const write = (name: string, text: string): void =>
    writeFileSync(path(name), text, { mode: 0o600 })
  write('known_hosts', `${order.known.join('\n')}\n`)
  write('ssh_config', sshConfig(host, order.hosts, order.gateway, timeouts.connect))
  write('report', '')
  const started = ports.now()
  ports.begin?.(host)
  const overdue = AbortSignal.timeout(Math.max(1, Math.ceil(order.deadline - ports.now())))
  const heard = (text: string): void => ports.line(text, host)
  const { code } = await streamProgram(
    fabric.python,
    [join(fabric.programs, 'fab.py'), ...options(host, order, path('ssh_config')), ...order.args],
    {
      cwd: folder,
      env: {
        ...variablesFor(ports.env, fabric.programs, path('known_hosts')),
        TOWPATH_FABRIC_REPORT: path('report'),
      },
      onLine: heard,
      onErrorLine: heard,
      killOn: ports.signal ? AbortSignal.any([ports.signal, overdue]) : overdue,
    },
  )
  const interruption = ports.signal?.aborted ? 'cancelled' : overdue.aborted ? 'timeout' : undefined
  const notes = readNotes(readFileSync(path('report'), 'utf8'))
  const seconds = (ports.now() - started) / 1000
  return { host, code, seconds, ...judged(code, notes, interruption) }
}

function options(host: Host | undefined, order: FabricOrder, config: string): readonly string[] {
  const { command } = order.timeouts
  return [
    ...loading(order),
    '-S',
    config,
    ...(command === undefined ? [] : ['-T', String(command)]),
    ...(host ? ['-H', hostArgument(host)] : []),
  ]
}
