// Logs in to real servers as an action does, with the input `known-hosts` as users write it.
import { tmpdir } from 'node:os'
import type { Sshd } from '../../../fakes/ssh/sshd.ts'
import type { Gateway } from '../../../kit/ssh/connection.ts'
import { type Host, parseHost } from '../../../kit/ssh/host.ts'
import { readKnownHosts } from '../../../kit/ssh/known-hosts.ts'
import { assertKnown } from '../../../kit/ssh/login-checks.ts'
import { openSsh, type Ssh, type SshOptions } from '../../../kit/ssh/open-ssh.ts'

export const hostOf = (text: string): Host => {
  const host = parseHost(text)
  if ('problem' in host) throw new Error(host.problem)
  return host
}

/** Makes the key of a server and the known hosts ready. */
export async function sshWith(
  { key }: Pick<Sshd, 'key'>,
  knownHosts: string,
  more: Partial<SshOptions> = {},
): Promise<Ssh> {
  const known = readKnownHosts(knownHosts)
  if ('problems' in known) throw new Error(known.problems.join())
  const { PATH } = process.env
  const options = { key, passphrase: '', known, timeout: 5, env: { PATH }, temp: tmpdir() }
  return openSsh({ ...options, saveFolder: () => {}, ...more })
}

export type Attempt = {
  /** `root@127.0.0.1:2222`. */
  readonly host: string
  /** The server whose key logs in. */
  readonly server: Pick<Sshd, 'key'>
  readonly knownHosts: string
  readonly gateway?: string
  readonly more?: Partial<SshOptions>
}

/** Returns `in` after a login and a command, or what the action would report. */
export async function loginTo(attempt: Attempt): Promise<{ reason: string; message: string }> {
  const { server, knownHosts, gateway } = attempt
  const known = readKnownHosts(knownHosts)
  if ('problems' in known) return { reason: 'bad-input', message: known.problems.join('\n') }
  const host = hostOf(attempt.host)
  let jump: Gateway | undefined
  try {
    await using ssh = await sshWith(server, knownHosts, attempt.more)
    assertKnown(known, [host, ...(gateway ? [hostOf(gateway)] : [])])
    jump = gateway ? await ssh.connectGateway(hostOf(gateway)) : undefined
    const connection = await ssh.connect(host, jump)
    const { stdout } = await connection.run('echo in')
    await connection.close()
    await jump?.close()
    return { reason: stdout.trim(), message: '' }
  } catch (error) {
    const { reason = 'bug', message } = error as { reason?: string; message: string }
    return { reason, message }
  }
}
