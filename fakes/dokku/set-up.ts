// The commands of a fake Dokku, and the pages of its apps: everything but its SSH server.
import { chmodSync, copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type CommandServer, startCommandServer } from './command-server.ts'
import { openSites } from './sites.ts'
import { newStore } from './store.ts'

/** How many apps can serve a page over HTTP. */
const PORTS = 40

export type SetUp = {
  readonly commands: CommandServer
  /** The forced command, a line of sh. */
  readonly script: string
  /** Closes the sites and ends all commands. */
  close(): Promise<void>
}

/** Sets up the folder of a server of a version of Dokku. */
export async function setUp(folder: string, version: string, questionMs = 0): Promise<SetUp> {
  const sites = await openSites(PORTS, () => store)
  const store = newStore(folder, { version, ports: sites.ports })
  copyFileSync(join(import.meta.dirname, 'command-client.pl'), store.path('dokku'))
  chmodSync(store.path('dokku'), 0o755)
  const commands = await startCommandServer(store, questionMs)
  return {
    commands,
    script: `cd ${quoted(store.path('home'))} && FINGERPRINT=SHA256:none NAME=towpath ${quoted(store.path('dokku'))} $SSH_ORIGINAL_COMMAND`,
    async close() {
      await commands.close()
      await sites.close()
      for (const group of readdirSync(store.path('groups'))) endGroup(Number(group))
    },
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

function endGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL')
  } catch {
    // It has ended since.
  }
}
