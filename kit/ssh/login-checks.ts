// What a login needs, checked before the first one: OpenSSH's client on this machine, and a known key of every host.

import { UserError } from '../action/user-error.ts'
import type { Env } from '../git/git.ts'
import { missingPrograms } from '../process/find-program.ts'
import { list } from '../text/escape.ts'
import { type Host, hostText } from './host.ts'
import { type KnownHosts, knows } from './known-hosts.ts'

/** Throws a UserError (`no-ssh-client`) if this machine can't log in to others. */
export function assertClient(env: Env): void {
  const missing = missingPrograms(['ssh', 'ssh-agent', 'ssh-add'], env)
  if (missing.length === 0) return
  throw new UserError(
    'no-ssh-client',
    `This action logs in to hosts with OpenSSH's client, but the PATH of this runner has no ${list(missing)}. Install it before this step: apt-get install openssh-client (Debian, Ubuntu), apk add openssh-client (Alpine), dnf install openssh-clients (Fedora, RHEL)`,
  )
}

/** Throws a UserError (`host-key-unknown`) that lists all hosts without a known key. */
export function assertKnown(known: KnownHosts, hosts: readonly Host[]): void {
  const unknown = hosts.filter((host) => !knows(known, host)).map(hostText)
  if (unknown.length === 0) return
  throw new UserError(
    'host-key-unknown',
    `"known-hosts" has no key for ${list(unknown)}; add a line for each (ssh-keyscan, then compare it on the host: ssh-keygen -l), or "host SHA256:fingerprint"`,
  )
}
