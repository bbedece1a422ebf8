// The registry of the hosts with a fake docker: a folder with images, their tags, and how each image behaves as a container.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * How the containers of an image behave: their HEALTHCHECK passes, fails with an output, or passes only after some seconds; they exit
 * immediately with a code and a line in their log; they run and have no HEALTHCHECK; they do something for some seconds and then exit with
 * a code; or they are the proxy. The HTTP pages at port 8000 are as healthy.
 */
export type Behaviour =
  | 'healthy'
  | 'plain'
  | `unhealthy ${string}`
  | `slow ${number}`
  | `exits ${number} ${string}`
  | `job ${number} ${number} ${string}`
  | 'kamal-proxy'

export type FakeRegistry = {
  readonly folder: string
  /** Adds an image and returns its digest. It behaves the same on all hosts and with all commands except those named in `on`. */
  push(
    repository: string,
    tag: string,
    behaviour: Behaviour,
    on?: Readonly<Record<string, Behaviour>>,
  ): string
  /** Adds an image by its repository and its digest. */
  add(repository: string, digest: string, behaviour: Behaviour): void
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
  const write = (
    repository: string,
    digest: string,
    behaviours: Readonly<Record<string, Behaviour>>,
  ): void => {
    const lines = Object.entries(behaviours).map((line) => line.join('|'))
    mkdirSync(join(folder, repository), { recursive: true })
    writeFileSync(join(folder, repository, digest), `${lines.join('\n')}\n`)
  }
  return {
    folder,
    push(repository, tag, behaviour, on = {}) {
      const hash = createHash('sha256').update(`${repository}:${tag} ${behaviour}`)
      const digest = `sha256:${hash.digest('hex')}`
      write(repository, digest, { ...on, '*': behaviour })
      writeFileSync(join(folder, repository, tag), `${digest}\n`)
      return digest
    },
    add: (repository, digest, behaviour) => write(repository, digest, { '*': behaviour }),
  }
}
