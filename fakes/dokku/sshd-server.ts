// The fake Dokku behind OpenSSH's sshd, with the options that Dokku gives its keys.
import { userInfo } from 'node:os'
import { startSshd } from '../ssh/sshd.ts'
import type { DokkuServer } from './server.ts'
import { serverState } from './server-state.ts'
import { startProcess } from './start-process.ts'

const OPTIONS = 'no-agent-forwarding,no-user-rc,no-X11-forwarding,no-port-forwarding'

/** Starts a server of a version of Dokku. Its user is the one who runs the tests: sshd has no other. */
export async function startDokkuSshd(
  sshd: string,
  version: string,
): Promise<Omit<DokkuServer, 'dropConnections'>> {
  const dokku = await startProcess({ version })
  const server = await startSshd(sshd, { options: `command="${dokku.script}",${OPTIONS}` })
  return {
    ...serverState(dokku.folder),
    host: `${userInfo().username}@127.0.0.1:${server.port}`,
    key: server.key,
    known: server.known,
    async stop() {
      await server.stop()
      await dokku.stop()
    },
  }
}
