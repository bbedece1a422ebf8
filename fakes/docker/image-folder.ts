// What the hosts of the rehearsal pull from: a folder with names of images, their tags, and how each behaves as a container.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * How the containers of an image behave: their HEALTHCHECK is good, bad (and says so), or good only after some seconds; they end at
 * once with a code and a line in their log; or they run and have no HEALTHCHECK.
 */
export type Behaviour =
  | 'healthy'
  | 'plain'
  | `unhealthy ${string}`
  | `slow ${number}`
  | `exits ${number} ${string}`

export type ImageFolder = {
  readonly folder: string
  /** Puts an image in. It behaves the same everywhere, but on hosts that are named. Returns its digest. */
  push(
    repository: string,
    tag: string,
    behaviour: Behaviour,
    on?: Readonly<Record<string, Behaviour>>,
  ): string
}

export type RegistryLogin = { readonly user: string; readonly password: string }

/** Makes a registry in a folder. `logins` are those of the registries that ask for one, by the first part of their images' names. */
export function imageFolder(
  folder: string,
  logins: Readonly<Record<string, RegistryLogin>> = {},
): ImageFolder {
  mkdirSync(folder, { recursive: true })
  for (const [registry, { user, password }] of Object.entries(logins))
    writeFileSync(join(folder, `${registry}.login`), `${user}:${password}\n`)
  return {
    folder,
    push(repository, tag, behaviour, on = {}) {
      const place = join(folder, repository)
      mkdirSync(place, { recursive: true })
      const hash = createHash('sha256').update(`${repository}:${tag} ${behaviour}`)
      const digest = `sha256:${hash.digest('hex')}`
      const lines = Object.entries({ ...on, '*': behaviour }).map((line) => line.join(' '))
      writeFileSync(join(place, digest), `${lines.join('\n')}\n`)
      writeFileSync(join(place, tag), `${digest}\n`)
      return digest
    },
  }
}
