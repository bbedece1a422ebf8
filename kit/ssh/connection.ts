// One connection per host with the system's OpenSSH client: it logs in once, and all commands share it (ControlMaster).

import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '../git/git.ts'
import { noteProcess } from '../process/background-folder.ts'
import { startProgram } from '../process/run.ts'
import { type Commands, commandsOver, TARGET } from './commands.ts'
import { connectionError } from './connection-error.ts'
import { type Host, knownName } from './host.ts'

export type Connection = Commands & {
  readonly host: Host
  /** Closes the connection. A command that is still running fails with `unreachable`. */
  close(): Promise<void>
}

/** A connection that other programs can share through its configuration file: ssh -F. */
export type Gateway = Connection & { readonly config: string }

export type ConnectOptions = {
  /** Variables that let ssh find the agent. */
  readonly env: Env
  /** A temporary folder that no other user can read. */
  readonly folder: string
  /** Lines of known_hosts. */
  readonly known: readonly string[]
  /** Seconds within which a host must answer. */
  readonly timeout: number
  /** The jump host. */
  readonly gateway?: Gateway | undefined
  /** For many hosts at once: avoids the key exchange that takes a tenth of a second of computing. */
  readonly fastLogins?: boolean
}

/** With a server that has no faster key exchange, ssh prints nothing at this log level (OpenSSH 9.2: packet.c, logit). */
const NO_FAST_KEY_EXCHANGE = /^\s*$|no matching key exchange method/

/** Of many logins at once, sshd refuses some (MaxStartups); a later attempt succeeds. */
const TOO_MANY_LOGINS = /kex_exchange_identification|Connection (?:closed|reset) by/
const MAX_ATTEMPTS = 4

/** Connects to a host; `id` is the name of its files in the folder. Throws a UserError: see connection-error.ts. */
export async function connect(
  host: Host,
  connectOptions: ConnectOptions,
  id: string,
): Promise<Gateway> {
  const { env, folder } = connectOptions
  // The path of a socket has at most 107 characters.
  const socket = join(folder, `${id}.sock`)
  const config = join(folder, `${id}.conf`)
  const known = join(folder, `${id}.known`)
  writeFileSync(known, `${connectOptions.known.join('\n')}\n`, { mode: 0o600 })
  let { fastLogins = false } = connectOptions
  const options = { cwd: folder, env: { ...env, LC_ALL: 'C' }, detached: true }
  const target = ['-F', config, TARGET]
  for (let attempt = 1; ; attempt += 1) {
    rmSync(socket, { force: true })
    const lines = configuration(host, { ...connectOptions, fastLogins }, socket, known)
    writeFileSync(config, lines, { mode: 0o600 })
    const master = startProgram('ssh', ['-M', '-N', ...target], options)
    noteProcess(folder, master.pid)
    let errorOutput: string | undefined
    void master.ended.then((stderr) => {
      errorOutput = stderr
    })
    while (errorOutput === undefined && !existsSync(socket)) await pause(20)
    if (errorOutput !== undefined && fastLogins && NO_FAST_KEY_EXCHANGE.test(errorOutput)) {
      fastLogins = false
      continue
    }
    if (errorOutput !== undefined && attempt < MAX_ATTEMPTS && TOO_MANY_LOGINS.test(errorOutput)) {
      await pause(attempt * (300 + 700 * Math.random()))
      continue
    }
    if (errorOutput !== undefined) throw connectionError(host, errorOutput)
    const lost = () => errorOutput
    const open = { config, folder, env: options.env, lost, ended: master.ended, id }
    return {
      host,
      config,
      ...commandsOver(host, open),
      async close() {
        master.stop()
        await master.ended
      },
    }
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Returns the configuration file: options on the command line would not reach a gateway's ssh. */
function configuration(
  host: Host,
  { gateway, timeout, fastLogins }: ConnectOptions,
  socket: string,
  known: string,
): string {
  const lines = [
    `Host ${TARGET}`,
    `HostName ${host.name}`,
    `Port ${host.port}`,
    ...(host.user === '' ? [] : [`User ${host.user}`]),
    `HostKeyAlias ${knownName(host)}`,
    `ControlPath ${socket}`,
    // Over the gateway's one connection: it would not accept a login per host at once.
    ...(gateway ? [`ProxyCommand ssh -F ${gateway.config} -W [%h]:%p ${TARGET}`] : []),
    // OpenSSH 9.0 to 9.8 prefer the slow sntrup761; the newer mlkem768 is as safe, and fast.
    ...(fastLogins ? ['KexAlgorithms -sntrup761x25519*'] : []),
    'BatchMode yes',
    'StrictHostKeyChecking yes',
    `UserKnownHostsFile ${known}`,
    'GlobalKnownHostsFile none',
    'UpdateHostKeys no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'ForwardAgent no',
    `ConnectTimeout ${timeout}`,
    'ServerAliveInterval 5',
    'ServerAliveCountMax 3',
    'LogLevel ERROR',
  ]
  return `${lines.join('\n')}\n`
}
