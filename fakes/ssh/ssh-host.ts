// A host of the rehearsal: an SSH server on loopback that runs commands in a folder of its own as HOME, with a stand-in for docker
// on its PATH.
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SshServer, startSshServer } from './ssh-server.ts'

export type SshHost = SshServer

export type SshHostPlan = {
  /** An empty folder for everything that the host has. */
  readonly folder: string
  readonly name: string
  /** The folder that its docker pulls from. */
  readonly registry: string
  /** The public key, a line of authorized_keys, that its user logs in with. */
  readonly key: string
}

const USER = 'deploy'

/** Starts a host on a free port. */
export function startSshHost({ folder, name, registry, key }: SshHostPlan): Promise<SshHost> {
  const env = furnish(folder, name, registry)
  const cwd = join(folder, 'home')
  return startSshServer({ user: USER, key, start: (script) => ({ script, cwd, env }) })
}

/** Makes what is in the host's folder. Returns the variables of its commands. */
export function furnish(folder: string, name: string, registry: string): Record<string, string> {
  const place = (part: string): string => join(folder, part)
  for (const part of ['home', 'bin', 'docker/containers'])
    mkdirSync(place(part), { recursive: true })
  copyFileSync(join(import.meta.dirname, '../docker/docker'), place('bin/docker'))
  writeFileSync(place('docker/name'), `${name}\n`)
  symlinkSync(registry, place('docker/registry'))
  return {
    HOME: place('home'),
    USER,
    LOGNAME: USER,
    SHELL: '/bin/sh',
    PATH: `${place('bin')}:${process.env['PATH'] ?? ''}`,
    DOCKER_STAND_IN: place('docker'),
  }
}
