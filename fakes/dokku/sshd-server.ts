// The fake Dokku behind OpenSSH's sshd, with the options that Dokku gives its keys.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { startSshd } from '../ssh/sshd.ts'
import type { DokkuServer } from './server.ts'
import { setUp } from './set-up.ts'

const OPTIONS = 'no-agent-forwarding,no-user-rc,no-X11-forwarding,no-port-forwarding'

/** Starts a server of a version of Dokku. Its user is the one who runs the tests: sshd has no other. */
export async function startDokkuSshd(
  sshd: string,
  version: string,
): Promise<Omit<DokkuServer, 'dropConnections'>> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-dokku-'))
  const { command, close, ...state } = await setUp(folder, version)
  const options = `command="${command}",${OPTIONS}`
  const server = await startSshd(sshd, { options })
  return {
    ...state,
    host: `${userInfo().username}@127.0.0.1:${server.port}`,
    key: server.key,
    known: server.known,
    async stop() {
      await server.stop()
      await close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
