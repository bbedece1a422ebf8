// A fake Dokku server behind an SSH server of ssh2 on loopback. sshd-server.ts has the same behind OpenSSH's sshd.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newKey } from '../ssh/ssh-key.ts'
import { startSshServer } from '../ssh/ssh-server.ts'
import { canRunDirectly, channelClient, channelRequest } from './channel-client.ts'
import { type ServerState, setUp } from './set-up.ts'

export type DokkuServer = ServerState & {
  /** `dokku@127.0.0.1:40001`. */
  readonly host: string
  /** A private key that it accepts. */
  readonly key: string
  /** Its lines of known_hosts. */
  readonly known: string
  /** Closes every connection; the commands go on. */
  dropConnections(): void
  stop(): Promise<void>
}

export type DokkuOptions = {
  /** Of Dokku: `0.38.27`. */
  readonly version: string
  /** Milliseconds by which the start of each command is delayed. */
  readonly latencyMs?: number
}

/** Starts a server on a free port. */
export async function startDokku({ version, latencyMs = 0 }: DokkuOptions): Promise<DokkuServer> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-dokku-'))
  const { command: script, commands, close, ...state } = await setUp(folder, version)
  const key = newKey()
  const server = await startSshServer({
    user: 'dokku',
    key: key.public,
    latencyMs,
    handle(command, channel) {
      if (!canRunDirectly(command)) return false
      void commands.run(channelClient(channel), channelRequest(command))
      return true
    },
    start: (command) => ({
      script,
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, SSH_ORIGINAL_COMMAND: command },
    }),
  })
  return {
    ...state,
    host: server.address,
    key: key.private,
    known: server.known,
    dropConnections: () => server.dropConnections(),
    async stop() {
      await server.stop()
      await close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
