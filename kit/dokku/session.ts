// A connection to a server for the length of some work.

import type { Runner } from '../action/runner.ts'
import type { Env } from '../git/git.ts'
import type { Host } from '../ssh/host.ts'
import type { KnownHosts } from '../ssh/known-hosts.ts'
import { assertKnown } from '../ssh/login-checks.ts'
import type { Ssh } from '../ssh/open-ssh.ts'
import { type Dokku, openDokku } from './server.ts'

/** The inputs that name the server and log in to it. */
export type Access = {
  readonly host: Host
  readonly 'ssh-key': string
  readonly 'ssh-passphrase': string
  readonly 'known-hosts': KnownHosts
}

export type AccessPorts = {
  readonly runner: Runner
  /** Prepares the key and the known hosts. */
  readonly ssh: () => Promise<Ssh>
  readonly env: Env
}

/** Connects, does the work, and closes the connection. Throws a UserError if it can't connect or the server is not Dokku. */
export async function withServer(
  { host, 'known-hosts': known }: Access,
  { ssh: open, env, runner }: AccessPorts,
  work: (dokku: Dokku) => Promise<void>,
): Promise<void> {
  assertKnown(known, [host])
  await using ssh = await open()
  for (const repair of ssh.repairs) runner.log(`Repaired the SSH key: ${repair}`)
  const dokku = await openDokku(ssh, host, env)
  try {
    await work(dokku)
  } finally {
    await dokku.close()
  }
}

/** Returns the SSH options of the inputs, with a timeout in seconds. */
export function accessOf({
  'ssh-key': key,
  'ssh-passphrase': passphrase,
  'known-hosts': known,
}: Access) {
  return { key, passphrase, known, timeout: 10 }
}
