// An SSH server of ssh2 on loopback, for one user with one key. It runs commands by the system's sh as sshd does.
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
  /** Ends every connection; the commands go on. */
  cut(): void
  /** Ends its connections and every command that still runs. */
  stop(): Promise<void>
}

export type SshServerPlan = {
  readonly user: string
  /** The public key, a line of authorized_keys, that its user logs in with. */
  readonly key: string
  /** What a command that a client asks for runs. */
  start(command: string): {
    readonly script: string
    readonly cwd: string
    readonly env: Record<string, string>
  }
  /** Milliseconds before each command starts. */
  readonly latencyMs?: number
}

/** Starts a server on a free port. */
export async function startSshServer(plan: SshServerPlan): Promise<SshServer> {
  const hostKey = newKey()
  const children = new Set<ChildProcessWithoutNullStreams>()
  const connections = new Set<Connection>()
  const serve = serving(plan, children)
  const ssh = new ssh2.Server({ hostKeys: [hostKey.private] }, (connection) => {
    connections.add(connection)
    connection.on('close', () => connections.delete(connection))
    serve(connection)
  })
  // Without the delay that waits for more to send: each step of a login would take 40 milliseconds.
  const server = createServer({ noDelay: true }, (socket) => ssh.injectSocket(socket))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const cut = (): void => {
    for (const connection of connections) connection.end()
  }
  return {
    port,
    known: `[127.0.0.1]:${port} ${hostKey.public}`,
    address: `${plan.user}@127.0.0.1:${port}`,
    cut,
    async stop() {
      const over = new Promise<void>((resolve) => void server.close(() => resolve()))
      cut()
      for (const { pid } of children) endGroup(pid)
      await over
    },
  }
}

/** Lets the user in and runs what the client asks for. */
function serving(
  plan: SshServerPlan,
  children: Set<ChildProcessWithoutNullStreams>,
): (connection: Connection) => void {
  const allowed = ssh2.utils.parseKey(plan.key)
  if (allowed instanceof Error) throw allowed
  const run = (command: string, channel: ServerChannel): void => {
    const { script, cwd, env } = plan.start(command)
    const child = spawn('sh', ['-c', script], { cwd, env, detached: true })
    children.add(child)
    child.on('close', () => children.delete(child))
    attach(child, channel)
  }
  return (connection) => {
    // A client that goes away without a word is none of the host's errors.
    connection.on('error', () => {})
    connection.on('authentication', (attempt) => authenticate(attempt, plan.user, allowed))
    connection.on('session', (accept) => {
      const session = accept()
      session.on('exec', (accepted, _refuse, { command }) => {
        const channel = accepted()
        if (plan.latencyMs) setTimeout(() => run(command, channel), plan.latencyMs)
        else run(command, channel)
      })
    })
  }
}

/** Only with the one key: the client first asks whether it is taken, and then proves that it has it. */
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
