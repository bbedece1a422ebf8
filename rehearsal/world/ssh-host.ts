// A host of the rehearsal: an SSH server of ssh2 on loopback. It runs commands by the system's sh as sshd does, in a folder of its
// own as HOME, with a stand-in for docker on its PATH.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import ssh2, { type AuthContext, type Connection, type ParsedKey, type ServerChannel } from 'ssh2'

export type SshHost = {
  readonly port: number
  /** Its line of known_hosts. */
  readonly known: string
  /** As a configuration names it: `deploy@127.0.0.1:40001`. */
  readonly address: string
  /** Ends its connections and every command that still runs. */
  stop(): Promise<void>
}

export type SshHostPlan = {
  /** An empty folder for everything that the host has. */
  readonly folder: string
  readonly name: string
  /** The folder that its docker pulls from. */
  readonly registry: string
  /** The public key, a line of authorized_keys, that its user logs in with. */
  readonly key: string
}

const USER = 'deploy'

/** Starts a host on a free port. */
export async function startSshHost({ folder, name, registry, key }: SshHostPlan): Promise<SshHost> {
  const hostKey = ssh2.utils.generateKeyPairSync('ed25519')
  const env = furnish(folder, name, registry)
  const children = new Set<ChildProcessWithoutNullStreams>()
  const connections = new Set<Connection>()
  const allowed = ssh2.utils.parseKey(key)
  if (allowed instanceof Error) throw allowed
  const run = (command: string, channel: ServerChannel): void => {
    const child = spawn('sh', ['-c', command], { cwd: env['HOME'], env, detached: true })
    children.add(child)
    child.on('close', () => children.delete(child))
    attach(child, channel)
  }
  const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (connection) => {
    connections.add(connection)
    connection.on('close', () => connections.delete(connection))
    // A client that goes away without a word is none of the host's errors.
    connection.on('error', () => {})
    connection.on('authentication', (attempt) => authenticate(attempt, allowed))
    connection.on('session', (accept) => {
      const session = accept()
      session.on('exec', (accepted, _refuse, { command }) => run(command, accepted()))
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    known: `[127.0.0.1]:${port} ${hostKey.public}`,
    address: `${USER}@127.0.0.1:${port}`,
    async stop() {
      const over = new Promise<void>((resolve) => void server.close(() => resolve()))
      for (const connection of connections) connection.end()
      for (const { pid } of children) endGroup(pid)
      await over
    },
  }
}

/** Makes what is in the host's folder. Returns the variables of its commands. */
export function furnish(folder: string, name: string, registry: string): Record<string, string> {
  const place = (part: string): string => join(folder, part)
  for (const part of ['home', 'bin', 'docker/containers'])
    mkdirSync(place(part), { recursive: true })
  copyFileSync(join(import.meta.dirname, 'docker-stand-in'), place('bin/docker'))
  writeFileSync(place('docker/name'), `${name}\n`)
  symlinkSync(registry, place('docker/registry'))
  return {
    HOME: place('home'),
    USER,
    LOGNAME: USER,
    SHELL: '/bin/sh',
    PATH: `${place('bin')}:${process.env['PATH'] ?? ''}`,
    DOCKER_STAND_IN: place('docker'),
  }
}

/** Only with the one key: the client first asks whether it is taken, and then proves that it has it. */
function authenticate(attempt: AuthContext, allowed: ParsedKey): void {
  const isKey =
    attempt.method === 'publickey' &&
    attempt.username === USER &&
    attempt.key.algo === allowed.type &&
    allowed.getPublicSSH().equals(attempt.key.data)
  if (!isKey) attempt.reject(['publickey'])
  else if (!attempt.signature || !attempt.blob) attempt.accept()
  else if (allowed.verify(attempt.blob, attempt.signature, attempt.hashAlgo) === true)
    attempt.accept()
  else attempt.reject(['publickey'])
}

/**
 * As sshd does: the end of the channel closes the command's input; the channel ends when nothing holds the command's output open.
 * Unlike sshd's, the command's streams are sockets: /dev/stderr and its like can't be opened.
 */
function attach(child: ChildProcessWithoutNullStreams, channel: ServerChannel): void {
  channel.pipe(child.stdin)
  child.stdout.pipe(channel, { end: false })
  child.stderr.pipe(channel.stderr, { end: false })
  channel.on('close', () => {
    child.stdin.end()
    // Who writes then gets SIGPIPE.
    child.stdout.destroy()
    child.stderr.destroy()
  })
  // What the command does not read, or nobody takes any more.
  child.stdin.on('error', () => {})
  channel.on('error', () => {})
  const leave = (code: number | null, signal: NodeJS.Signals | null): void => {
    // Of the two outputs the channel's end waits for the other one only.
    channel.stderr.write('', () => {
      if (signal) channel.exit(signal.replace('SIG', ''), false, '')
      else channel.exit(code ?? 255)
      channel.end()
    })
  }
  child.on('error', () => leave(127, null))
  child.on('close', leave)
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}
