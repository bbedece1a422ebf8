// An SSH server (ssh2) on loopback for one user with one key. Like sshd it runs commands with the system's sh.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { type AddressInfo, createServer } from 'node:net'
import ssh2, { type AuthContext, type Connection, type ParsedKey, type ServerChannel } from 'ssh2'
import { newKey } from './ssh-key.ts'

export type SshServer = {
  readonly port: number
  /** Its line of known_hosts. */
  readonly known: string
  /** As a configuration names it: `deploy@127.0.0.1:40001`. */
  readonly address: string
  /** Ends every connection; running commands continue. */
  dropConnections(): void
  /** Ends its connections and kills every running command. */
  stop(): Promise<void>
}

export type SshServerOptions = {
  readonly user: string
  /** The public key of its user, as a line of authorized_keys. */
  readonly key: string
  /** Returns what to run for a command that a client requests. */
  start(command: string): {
    readonly script: string
    readonly cwd: string
    readonly env: Record<string, string>
  }
  /** Handles a command in this process. Returns false if it is to be started instead. */
  handle?(command: string, channel: ServerChannel): boolean
  /** The delay before each command starts, in milliseconds. */
  readonly latencyMs?: number
}

/** Starts a server on a free port. */
export async function startSshServer(options: SshServerOptions): Promise<SshServer> {
  const hostKey = newKey()
  const children = new Set<ChildProcessWithoutNullStreams>()
  const connections = new Set<Connection>()
  const serve = connectionHandler(options, children)
  const ssh = new ssh2.Server({ hostKeys: [hostKey.private] }, (connection) => {
    connections.add(connection)
    connection.on('close', () => connections.delete(connection))
    serve(connection)
  })
  // With Nagle's algorithm each step of a login would take 40 milliseconds.
  const server = createServer({ noDelay: true }, (socket) => ssh.injectSocket(socket))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const dropConnections = (): void => {
    for (const connection of connections) connection.end()
  }
  return {
    port,
    known: `[127.0.0.1]:${port} ${hostKey.public}`,
    address: `${options.user}@127.0.0.1:${port}`,
    dropConnections,
    async stop() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      dropConnections()
      for (const { pid } of children) endGroup(pid)
      await closed
    },
  }
}

/** Returns what serves a connection: it authenticates the user and runs the requested commands. */
function connectionHandler(
  options: SshServerOptions,
  children: Set<ChildProcessWithoutNullStreams>,
): (connection: Connection) => void {
  const allowed = ssh2.utils.parseKey(options.key)
  if (allowed instanceof Error) throw allowed
  const run = (command: string, channel: ServerChannel): void => {
    if (options.handle?.(command, channel)) return
    const { script, cwd, env } = options.start(command)
    const child = spawn('sh', ['-c', script], { cwd, env, detached: true })
    children.add(child)
    child.on('close', () => children.delete(child))
    attach(child, channel)
  }
  return (connection) => {
    // A client that disconnects abruptly is not an error of the host.
    connection.on('error', () => {})
    connection.on('authentication', (attempt) => authenticate(attempt, options.user, allowed))
    connection.on('session', (accept) => {
      const session = accept()
      session.on('exec', (accepted, _refuse, { command }) => {
        const channel = accepted()
        if (options.latencyMs) setTimeout(() => run(command, channel), options.latencyMs)
        else run(command, channel)
      })
    })
  }
}

/** Accepts the one key only: the client first asks whether it would be accepted, then proves that it owns it. */
function authenticate(attempt: AuthContext, user: string, allowed: ParsedKey): void {
  const isKey =
    attempt.method === 'publickey' &&
    attempt.username === user &&
    attempt.key.algo === allowed.type &&
    allowed.getPublicSSH().equals(attempt.key.data)
  if (!isKey) attempt.reject(['publickey'])
  else if (!attempt.signature || !attempt.blob) attempt.accept()
  else if (allowed.verify(attempt.blob, attempt.signature, attempt.hashAlgo) === true)
    attempt.accept()
  else attempt.reject(['publickey'])
}

/**
 * Connects a command to its channel as sshd does: the end of the channel closes the command's input, and the channel ends once
 * nothing holds the command's output open. Unlike with sshd the streams are sockets, so /dev/stderr and the like can't be opened.
 */
function attach(child: ChildProcessWithoutNullStreams, channel: ServerChannel): void {
  channel.pipe(child.stdin)
  child.stdout.pipe(channel, { end: false })
  child.stderr.pipe(channel.stderr, { end: false })
  channel.on('close', () => {
    child.stdin.end()
    // Further writes raise SIGPIPE.
    child.stdout.destroy()
    child.stderr.destroy()
  })
  // Input that the command does not read, output that no client receives.
  child.stdin.on('error', () => {})
  channel.on('error', () => {})
  child.on('error', () => endChannel(channel, 127, null))
  child.on('close', (code, signal) => endChannel(channel, code, signal))
}

/** Ends a channel with the result of its command. */
export function endChannel(
  channel: ServerChannel,
  code: number | null,
  signal: NodeJS.Signals | null,
): void {
  // channel.end() waits for standard output only.
  channel.stderr.write('', () => {
    if (signal) channel.exit(signal.replace('SIG', ''), false, '')
    else channel.exit(code ?? 255)
    channel.end()
  })
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended since.
  }
}
