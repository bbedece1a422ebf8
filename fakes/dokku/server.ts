// A stand-in for a Dokku server: the door is an SSH server of ssh2 on loopback. __tests__/real has the same behind OpenSSH's.
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newKey } from '../ssh/ssh-key.ts'
import { startSshServer } from '../ssh/ssh-server.ts'
import { canRunDirectly, channelClient, channelRequest } from './channel-client.ts'
import { furnish, type Inside } from './set-up.ts'

export type DokkuServer = Inside & {
  /** `dokku@127.0.0.1:40001`. */
  readonly host: string
  /** A private key that it takes. */
  readonly key: string
  /** The lines of known_hosts. */
  readonly known: string
  /** Ends every connection; what was begun goes on. */
  cut(): void
  stop(): Promise<void>
}

export type DokkuOptions = {
  /** Of Dokku: `0.38.27`. */
  readonly version: string
  readonly listen: 'embedded'
  /** Milliseconds before each command starts. */
  readonly latencyMs?: number
  /** An empty folder for everything that it has; otherwise one that goes with it. */
  readonly root?: string
}

/** Starts a server on a free port. */
export async function startDokku({
  version,
  latencyMs = 0,
  root,
}: DokkuOptions): Promise<DokkuServer> {
  const folder = root ?? (await mkdtemp(join(tmpdir(), 'towpath-dokku-')))
  const { command, commands, close, ...inside } = await furnish(folder, version)
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
    start: (asked) => ({
      script: command,
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, SSH_ORIGINAL_COMMAND: asked },
    }),
  })
  return {
    ...inside,
    host: server.address,
    key: key.private,
    known: server.known,
    cut: () => server.dropConnections(),
    async stop() {
      await server.stop()
      await close()
      if (root === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
