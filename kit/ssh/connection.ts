// One connection a host, over the system's OpenSSH client: logged in once, and shared by every command (ControlMaster).
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../errors.ts'
import type { Env } from '../git.ts'
import { type Finished, runProgram, startProgram } from '../process.ts'
import { quote } from '../safe-text.ts'
import { type Host, hostText, knownName } from './host.ts'

export type Connection = {
  readonly host: Host
  /**
   * Runs a fixed script with arguments by the host's `sh`, with a text for its standard input. The code is the script's own; a
   * connection that breaks is a UserError (`unreachable`).
   */
  run(script: string, args?: readonly string[], input?: string): Promise<Finished>
  close(): Promise<void>
}

export type Access = {
  /** The variables with which ssh finds its agent. */
  readonly env: Env
  /** A temporary folder of the caller's, which no other user can read. */
  readonly folder: string
  /** Lines for known_hosts. */
  readonly known: readonly string[]
  /** Seconds until a host must have answered. */
  readonly timeout: number
  /** The hosts to go through. */
  readonly gateway?: Host | undefined
}

/** Connects to a host. Throws a UserError whose reason says why not: see `refusal`. */
export async function connect(host: Host, access: Access, index: number): Promise<Connection> {
  const { env, folder } = access
  // A path of a socket has at most 107 characters.
  const socket = join(folder, `${index}.sock`)
  const config = join(folder, `${index}.conf`)
  const known = join(folder, 'known_hosts')
  writeFileSync(known, `${access.known.join('\n')}\n`, { mode: 0o600 })
  writeFileSync(config, configuration(host, access, socket, known), { mode: 0o600 })
  const options = { cwd: folder, env: { ...env, LC_ALL: 'C' } }
  const target = ['-F', config, 'target']
  const master = startProgram('ssh', ['-M', '-N', ...target], options)
  let said: string | undefined
  void master.ended.then((stderr) => {
    said = stderr
  })
  while (!existsSync(socket)) {
    if (said !== undefined) throw refusal(host, said)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return {
    host,
    async run(script, args = [], input) {
      const command = ['sh', '-c', script, 'towpath', ...args].map(shellQuoted).join(' ')
      const all = ['-T', ...target, '--', command]
      const finished = await runProgram('ssh', all, { ...options, input: input ?? '' })
      if (finished.code !== 255 || said === undefined) return finished
      throw refusal(host, `${said}${finished.stderr}`)
    },
    async close() {
      master.stop()
      await master.ended
    },
  }
}

/** An argument for a shell: between single quotes everything is itself. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** In a file and not as options: those are not passed on to a gateway. */
function configuration(host: Host, access: Access, socket: string, known: string): string {
  const { gateway, timeout } = access
  const place = ({ user, name, port }: Host): string[] => [
    `HostName ${name}`,
    `Port ${port}`,
    ...(user === '' ? [] : [`User ${user}`]),
  ]
  const lines = [
    'Host target',
    ...place(host),
    `HostKeyAlias ${knownName(host)}`,
    `ControlPath ${socket}`,
    ...(gateway
      ? [
          'ProxyJump gateway',
          'Host gateway',
          ...place(gateway),
          `HostKeyAlias ${knownName(gateway)}`,
        ]
      : []),
    'Host *',
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

type Reason = 'host-key-unknown' | 'host-key-changed' | 'key-refused' | 'unreachable'

const TEXTS: readonly (readonly [RegExp, Reason, string])[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    'host-key-changed',
    'has another host key than "known-hosts" says: either it was set up anew, or somebody is in between',
  ],
  [
    /host key is known for|Host key verification failed/,
    'host-key-unknown',
    'has a host key that "known-hosts" does not have; add it (ssh-keyscan, and compare it on the host: ssh-keygen -l)',
  ],
  [
    /Permission denied|Too many authentication failures/,
    'key-refused',
    'does not take the key for this user; is its public part in ~/.ssh/authorized_keys there?',
  ],
]

/** Why ssh itself ended with 255 (OpenSSH 9.2: sshconnect.c, sshconnect2.c). */
function refusal(host: Host, stderr: string): UserError {
  const [, reason, says] = TEXTS.find(([text]) => text.test(stderr)) ?? []
  const last = stderr.trim().split('\n').at(-1) ?? ''
  const message = says ?? `can't be reached: ${quote(last)}`
  return new UserError(reason ?? 'unreachable', `${hostText(host)} ${message}`)
}
