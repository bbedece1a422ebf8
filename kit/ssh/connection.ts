// One connection a host, over the system's OpenSSH client: logged in once, and shared by every command (ControlMaster).
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '../git/git.ts'
import { startProgram } from '../process/run.ts'
import { type Commands, commandsOver, TARGET } from './commands.ts'
import { refusal } from './connection-error.ts'
import { type Host, knownName } from './host.ts'

export type Connection = Commands & {
  readonly host: Host
  /** Ends the connection. A command that still runs fails with `unreachable`. */
  close(): Promise<void>
}

/** A connection that other programs can share, by its configuration: ssh -F. */
export type Gateway = Connection & { readonly config: string }

export type Access = {
  /** The variables with which ssh finds its agent. */
  readonly env: Env
  /** A temporary folder of the caller's, which no other user can read. */
  readonly folder: string
  /** Lines for known_hosts. */
  readonly known: readonly string[]
  /** Seconds until a host must have answered. */
  readonly timeout: number
  /** The host to go through. */
  readonly gateway?: Gateway | undefined
  /** Of the ways to agree on a key, not the one that costs a tenth of a second of computing: for many hosts at once. */
  readonly quick?: boolean
}

/** Of a server that takes no quick way ssh says nothing at this level of its log (OpenSSH 9.2: packet.c, logit). */
const PARTICULAR = /^\s*$|no matching key exchange method/

/** sshd refuses some of many logins at once (MaxStartups), and a later attempt succeeds. */
const CROWDED = /kex_exchange_identification|Connection (?:closed|reset) by/
const ATTEMPTS = 4

/**
 * Connects to a host. `id` names its files in the folder. Throws a UserError whose reason says why not: see `refusal`.
 */
export async function connect(host: Host, access: Access, id: string): Promise<Gateway> {
  const { env, folder } = access
  // A path of a socket has at most 107 characters.
  const socket = join(folder, `${id}.sock`)
  const config = join(folder, `${id}.conf`)
  const known = join(folder, `${id}.known`)
  writeFileSync(known, `${access.known.join('\n')}\n`, { mode: 0o600 })
  let { quick = false } = access
  const options = { cwd: folder, env: { ...env, LC_ALL: 'C' }, detached: true }
  const target = ['-F', config, TARGET]
  for (let attempt = 1; ; attempt += 1) {
    rmSync(socket, { force: true })
    const lines = configuration(host, { ...access, quick }, socket, known)
    writeFileSync(config, lines, { mode: 0o600 })
    const master = startProgram('ssh', ['-M', '-N', ...target], options)
    let said: string | undefined
    void master.ended.then((stderr) => {
      said = stderr
    })
    while (said === undefined && !existsSync(socket)) await pause(20)
    if (said !== undefined && quick && PARTICULAR.test(said)) {
      quick = false
      continue
    }
    if (said !== undefined && attempt < ATTEMPTS && CROWDED.test(said)) {
      await pause(attempt * (300 + 700 * Math.random()))
      continue
    }
    if (said !== undefined) throw refusal(host, said)
    const lost = () => said
    const shared = { config, folder, env: options.env, lost, ended: master.ended, id }
    return {
      host,
      config,
      ...commandsOver(host, shared),
      async close() {
        master.stop()
        await master.ended
      },
    }
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** In a file and not as options: a gateway gets its own. */
function configuration(host: Host, access: Access, socket: string, known: string): string {
  const { gateway, timeout, quick } = access
  const lines = [
    `Host ${TARGET}`,
    `HostName ${host.name}`,
    `Port ${host.port}`,
    ...(host.user === '' ? [] : [`User ${host.user}`]),
    `HostKeyAlias ${knownName(host)}`,
    `ControlPath ${socket}`,
    // Through the gateway's one connection: a login for each host would be more than it takes at once.
    ...(gateway ? [`ProxyCommand ssh -F ${gateway.config} -W [%h]:%p ${TARGET}`] : []),
    // OpenSSH 9.0 to 9.8 prefer it; the newer mlkem768 is as safe and quick.
    ...(quick ? ['KexAlgorithms -sntrup761x25519*'] : []),
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
