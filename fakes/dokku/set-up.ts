// The folder and the commands of a fake Dokku: everything but its SSH server.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CommandServer, startCommandServer } from './command-server.ts'
import { addImage, localImage, push, withTag } from './images.ts'
import { openSites } from './sites.ts'
import type { App, Docker, Image, Switches } from './state.ts'
import { newStore, type Store } from './store.ts'

/** How many apps can serve a page over HTTP. */
const PORTS = 40

/** What tests and rehearsals read and change of a server. */
export type ServerState = {
  readonly folder: string
  /** Returns the state of an app. */
  app(name: string): App | undefined
  /** Returns the images, their local names, and the content of the registries. */
  docker(): Docker
  /** Sets the switches of an app, or with `*` of all apps, in place of earlier ones. */
  set(name: string, switches: Switches): void
  /** Gives a local image another name, as `docker tag` does. */
  tag(reference: string, other: string): void
  /** Pushes the image of a local name to a registry. Returns its digest. */
  publish(reference: string, name: string): string
  /** Returns the path of an app's bare repository. */
  repo(name: string): string
  /** Returns every command line that arrived, in order. */
  commandsSeen(): string[]
}

export type SetUp = ServerState & {
  readonly commands: CommandServer
  /** The forced command, a line of sh. */
  readonly command: string
  /** Closes the sites and ends all commands. */
  close(): Promise<void>
}

/** Sets up the folder of a server of a version of Dokku. */
export async function setUp(folder: string, version: string): Promise<SetUp> {
  mkdirSync(folder, { recursive: true })
  const sites = await openSites(PORTS, () => store)
  const store = newStore(folder, { version, ports: sites.ports })
  copyFileSync(join(import.meta.dirname, 'command-client.pl'), store.path('dokku'))
  chmodSync(store.path('dokku'), 0o755)
  const commands = await startCommandServer(store)
  return {
    ...stateOf(store),
    commands,
    command: `cd ${quoted(store.path('home'))} && FINGERPRINT=SHA256:none NAME=towpath ${quoted(store.path('dokku'))} $SSH_ORIGINAL_COMMAND`,
    async close() {
      await commands.close()
      await sites.close()
      for (const group of readdirSync(store.path('groups'))) end(Number(group))
    },
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

function stateOf(store: Store): ServerState {
  const image = (reference: string): Image => {
    const found = localImage(store.docker(), reference)
    if (!found) throw new Error(`no such image: ${reference}`)
    return found
  }
  return {
    folder: store.folder,
    app: (name) => store.app(name),
    docker: () => store.docker(),
    set: (name, switches) => store.set(name, switches),
    tag: (reference, other) => addImage(store, image(reference), withTag(other)),
    publish: (reference, name) => push(store, image(reference), withTag(name)),
    repo: (name) => store.repo(name),
    commandsSeen() {
      try {
        const text = readFileSync(store.path('commands'), 'utf8')
        return text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as string)
      } catch {
        return []
      }
    },
  }
}

function end(group: number): void {
  try {
    process.kill(-group, 'SIGKILL')
  } catch {
    // It has ended since.
  }
}
