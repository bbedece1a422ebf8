// A connection to a server for as long as something needs it.

import type { Runner } from '../action/runner.ts'
import type { Env } from '../git/git.ts'
import type { Host } from '../ssh/host.ts'
import type { KnownHosts } from '../ssh/known-hosts.ts'
import { assertKnown, type Ssh } from '../ssh/open-ssh.ts'
import { type Dokku, openDokku } from './server.ts'

/** The inputs that say which server it is, and how it is logged in to. */
export type Access = {
  readonly host: Host
  readonly 'ssh-key': string
  readonly 'ssh-passphrase': string
  readonly 'known-hosts': KnownHosts
}

export type AccessPorts = {
  readonly runner: Runner
  /** Makes the key and the known hosts ready. */
  readonly ssh: () => Promise<Ssh>
  readonly env: Env
}

/** Connects, does something, and closes the connection. Throws a UserError where it can't connect, or is no Dokku. */
export async function withServer(
  { host, 'known-hosts': known }: Access,
  { ssh: open, env, runner }: AccessPorts,
  work: (dokku: Dokku) => Promise<void>,
): Promise<void> {
  assertKnown(known, [host])
  using ssh = await open()
  for (const repair of ssh.repairs) runner.log(`The key was repaired: ${repair}`)
  const dokku = await openDokku(ssh, host, env)
  try {
    await work(dokku)
  } finally {
    await dokku.close()
  }
}

/** What logging in takes of the inputs; the time is in seconds. */
export function accessOf({
  'ssh-key': key,
  'ssh-passphrase': passphrase,
  'known-hosts': known,
}: Access) {
  return { key, passphrase, known, timeout: 10 }
}
