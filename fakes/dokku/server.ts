// A fake Dokku server with an SSH server of ssh2 on loopback. sshd-server.ts has the same behind OpenSSH's sshd.
import { type ServerState, serverState } from './server-state.ts'
import { startProcess } from './start-process.ts'

export type DokkuServer = ServerState & {
  /** `dokku@127.0.0.1:40001`. */
  readonly host: string
  /** A private key that it accepts. */
  readonly key: string
  /** Its lines of known_hosts. */
  readonly known: string
  /** Closes every connection; the commands continue. */
  dropConnections(): void
  stop(): Promise<void>
}

export type DokkuOptions = {
  /** Of Dokku: `0.38.27`. */
  readonly version: string
  /** The delay before each command starts, in milliseconds. */
  readonly latencyMs?: number
  /** What each command costs the server's one processor, in milliseconds: some 500 on a real server. */
  readonly questionMs?: number
}

/** Starts a server on a free port. */
export async function startDokku({
  version,
  latencyMs = 0,
  questionMs = 0,
}: DokkuOptions): Promise<DokkuServer> {
  const options = { version, questionMs, ssh: { latencyMs } }
  const { ssh, folder, dropConnections, stop } = await startProcess(options)
  if (!ssh) throw new Error('The fake Dokku does not listen')
  return { ...serverState(folder), ...ssh, dropConnections, stop }
}
