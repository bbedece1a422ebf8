// The registry of the hosts with a fake docker: a folder with images, their tags, and how each image behaves as a container.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * How the containers of an image behave: their HEALTHCHECK passes, fails with an output, or passes only after some seconds; they exit
 * at once with a code and a line in their log; or they run and have no HEALTHCHECK.
 */
export type Behaviour =
  | 'healthy'
  | 'plain'
  | `unhealthy ${string}`
  | `slow ${number}`
  | `exits ${number} ${string}`

export type FakeRegistry = {
  readonly folder: string
  /** Adds an image and returns its digest. It behaves the same on all hosts except those named in `on`. */
  push(
    repository: string,
    tag: string,
    behaviour: Behaviour,
    on?: Readonly<Record<string, Behaviour>>,
  ): string
}

export type RegistryLogin = { readonly user: string; readonly password: string }

/** Makes a registry in a folder. `logins` has the registries that require a login, by the first part of their images' names. */
export function fakeRegistry(
  folder: string,
  logins: Readonly<Record<string, RegistryLogin>> = {},
): FakeRegistry {
  mkdirSync(folder, { recursive: true })
  for (const [registry, { user, password }] of Object.entries(logins))
    writeFileSync(join(folder, `${registry}.login`), `${user}:${password}\n`)
  return {
    folder,
    push(repository, tag, behaviour, on = {}) {
      const images = join(folder, repository)
      mkdirSync(images, { recursive: true })
      const hash = createHash('sha256').update(`${repository}:${tag} ${behaviour}`)
      const digest = `sha256:${hash.digest('hex')}`
      const lines = Object.entries({ ...on, '*': behaviour }).map((line) => line.join(' '))
      writeFileSync(join(images, digest), `${lines.join('\n')}\n`)
      writeFileSync(join(images, tag), `${digest}\n`)
      return digest
    },
  }
}
