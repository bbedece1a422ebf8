// A host without Docker or root: an SSH server on loopback that runs commands with a folder of its own as HOME and a fake docker on
// its PATH.
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startContainerNetwork } from '../docker/container-network.ts'
import { type SshServer, startSshServer } from './ssh-server.ts'

export type SshHost = SshServer & {
  /** The address of the ports that its containers publish. */
  readonly published: string
}

export type SshHostOptions = {
  /** An empty folder for all files of the host. */
  readonly folder: string
  readonly name: string
  /** The folder of the fake registry that its docker pulls from. */
  readonly registry: string
  /** The public key of its user, as a line of authorized_keys. */
  readonly key: string
}

const USER = 'deploy'

/** Starts a host on a free port. */
export async function startSshHost({
  folder,
  name,
  registry,
  key,
}: SshHostOptions): Promise<SshHost> {
  const env = makeHostFolder(folder, name, registry)
  const cwd = join(folder, 'home')
  const network = startContainerNetwork(join(folder, 'docker'))
  const start = (script: string) => ({ script, cwd, env })
  const server = await startSshServer({ user: USER, key, start })
  return {
    ...server,
    published: network.address,
    async stop() {
      await server.stop()
      await network.stop()
    },
  }
}

/** Fills the folder of a host. Returns the environment of its commands. */
export function makeHostFolder(
  folder: string,
  name: string,
  registry: string,
): Record<string, string> {
  const path = (part: string): string => join(folder, part)
  for (const part of ['home', 'bin', 'docker/containers'])
    mkdirSync(path(part), { recursive: true })
  cpSync(join(import.meta.dirname, '../docker/fake-docker'), path('bin'), { recursive: true })
  writeFileSync(path('docker/name'), `${name}\n`)
  symlinkSync(registry, path('docker/registry'))
  return {
    HOME: path('home'),
    USER,
    LOGNAME: USER,
    SHELL: '/bin/sh',
    PATH: `${path('bin')}:${process.env['PATH'] ?? ''}`,
    FAKE_DOCKER: path('docker'),
  }
}
