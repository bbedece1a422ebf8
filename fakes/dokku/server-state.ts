// What tests, rehearsals and benchmarks read and change of a server.
import { readFileSync } from 'node:fs'
import { addImage, localImage, push, withTag } from './images.ts'
import type { App, Docker, Image, Switches } from './state.ts'
import { Store } from './store.ts'

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

/** Reads and changes the state in the folder of a server. */
export function serverState(folder: string): ServerState {
  const store = new Store(folder)
  const image = (reference: string): Image => {
    const found = localImage(store.docker(), reference)
    if (!found) throw new Error(`no such image: ${reference}`)
    return found
  }
  return {
    folder,
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
