// Several hosts with a fake docker, and the key that all of them accept.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type SshHost, startSshHost } from './ssh-host.ts'
import { newKey } from './ssh-key.ts'

export type SshHosts = {
  readonly hosts: readonly SshHost[]
  /** A private key that every host accepts. */
  readonly key: string
  /** Their lines of known_hosts. */
  readonly known: string
  stop(): Promise<void>
}

/** Starts a host for every name, each in a folder of that name below `folder`. `registry` is the folder of the fake registry. */
export async function startSshHosts(
  folder: string,
  names: readonly string[],
  registry: string,
): Promise<SshHosts> {
  const key = newKey()
  const hosts = await Promise.all(
    names.map((name) => {
      const place = join(folder, name)
      mkdirSync(place, { recursive: true })
      return startSshHost({ folder: place, name, registry, key: key.public })
    }),
  )
  return {
    hosts,
    key: key.private,
    known: hosts.map(({ known }) => known).join('\n'),
    stop: async () => void (await Promise.all(hosts.map((host) => host.stop()))),
  }
}
