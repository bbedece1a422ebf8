// What is in the folder of a stand-in, and what it gives to tests: everything but the door.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CommandServer, startCommandServer } from './command-server.ts'
import { addImage, localImage, push, withTag } from './images.ts'
import { openSites } from './sites.ts'
import type { App, Docker, Image, Switches } from './state.ts'
import { newStore, type Store } from './store.ts'

/** How many apps can answer over HTTP. */
const PORTS = 40

/** What a test or a rehearsal sees of a server. */
export type Inside = {
  readonly folder: string
  /** What is remembered of an app. */
  app(name: string): App | undefined
  /** The images, their local names, and what the registries have. */
  docker(): Docker
  /** Sets what is done to an app, or with `*` to all; what was set for it before goes. */
  set(name: string, switches: Switches): void
  /** `docker tag`: gives a local image another name. */
  tag(reference: string, other: string): void
  /** Puts the image of a local name into a registry. Returns its digest. */
  publish(reference: string, name: string): string
  /** The bare repository of an app. */
  repo(name: string): string
  /** Every command line that arrived, the first one first. */
  commandsSeen(): string[]
}

export type Furnished = Inside & {
  readonly commands: CommandServer
  /** The line of sh that is the forced command. */
  readonly command: string
  /** Closes the sites and ends what still builds. */
  close(): Promise<void>
}

/** Makes the folder of a server of a version. */
export async function furnish(folder: string, version: string): Promise<Furnished> {
  mkdirSync(folder, { recursive: true })
  const sites = await openSites(PORTS, () => store)
  const store = newStore(folder, { version, ports: sites.ports })
  copyFileSync(join(import.meta.dirname, 'command-client.pl'), store.path('dokku'))
  chmodSync(store.path('dokku'), 0o755)
  const commands = await startCommandServer(store)
  return {
    ...insideOf(store),
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

function insideOf(store: Store): Inside {
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
    // It has ended meanwhile.
  }
}
