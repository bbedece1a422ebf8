// What a step needs to log in to hosts: an agent with its key, and what is known of the hosts. Gone when it is disposed of.
import { UserError } from '../action/user-error.ts'
import type { Env } from '../git/git.ts'
import { temporaryFolder } from '../process/exit-cleanup.ts'
import { runProgram } from '../process/run.ts'
import { list } from '../text/escape.ts'
import { agentWith } from './agent.ts'
import { connect, type Gateway } from './connection.ts'
import { type Host, hostText, knownName } from './host.ts'
import { type KnownHosts, knows, linesFor, trusted } from './known-hosts.ts'

export type SshOptions = {
  readonly key: string
  readonly passphrase: string
  readonly known: KnownHosts
  /** Seconds until a host must have answered. */
  readonly timeout: number
  readonly env: Env
  /** Where temporary files may be. */
  readonly temp: string
  /** There are so many hosts that each login has to be quick. */
  readonly quick?: boolean
}

export type Ssh = Disposable & {
  /** The variables with which other programs find the agent. */
  readonly env: Env
  /** What was done to the key, for the log. */
  readonly repairs: readonly string[]
  /** Connects to a host. Throws a UserError: see `refusal`. */
  connect(host: Host, gateway?: Gateway): Promise<Gateway>
  /** The lines of known_hosts, and those of a host's fingerprints, for which the host is asked. */
  knownLines(host?: Host, gateway?: Gateway): Promise<readonly string[]>
}

/** Makes everything ready. Throws a UserError (`bad-key`, `no-agent`). */
export async function openSsh(options: SshOptions): Promise<Ssh> {
  const { env, known, timeout, temp, quick = false } = options
  const agent = await agentWith(options, env, temp)
  const folder = temporaryFolder(temp, 'towpath-ssh-')
  const all = { ...env, ...agent.env }
  let count = 0
  const knownLines = async (host?: Host, gateway?: Gateway): Promise<readonly string[]> => {
    if (!host) return known.lines
    const names = [knownName(host), host.name].map((name) => name.toLowerCase())
    const prints = names.flatMap((name) => known.fingerprints.get(name) ?? [])
    const lines = linesFor(known.lines, host)
    if (prints.length === 0) return lines
    return [...lines, ...(await keysOf(host, prints, { timeout, env, gateway }))]
  }
  return {
    env: agent.env,
    repairs: agent.repairs,
    knownLines,
    async connect(host, gateway) {
      count += 1
      const id = `h${count}`
      const lines = await knownLines(host, gateway)
      const access = { env: all, folder: folder.path, known: lines, timeout, gateway, quick }
      return connect(host, access, id)
    },
    [Symbol.dispose]() {
      agent[Symbol.dispose]()
      folder[Symbol.dispose]()
    },
  }
}

/** Throws a UserError (`host-key-unknown`) for the hosts that nothing is known of, all at once. */
export function assertKnown(known: KnownHosts, hosts: readonly Host[]): void {
  const unknown = hosts.filter((host) => !knows(known, host)).map(hostText)
  if (unknown.length === 0) return
  throw new UserError(
    'host-key-unknown',
    `"known-hosts" has no key of ${list(unknown)}; add a line (ssh-keyscan, and compare it on the host: ssh-keygen -l), or "host SHA256:fingerprint"`,
  )
}

type Scan = {
  readonly timeout: number
  readonly env: Env
  readonly gateway: Gateway | undefined
}

/** The keys that a host offers and whose fingerprints are known. Whoever answers: only a key with the hash is taken. */
async function keysOf(
  host: Host,
  fingerprints: readonly string[],
  { timeout, env, gateway }: Scan,
): Promise<string[]> {
  const args = ['-T', String(timeout), '-p', String(host.port), host.name]
  const scanned = gateway
    ? await gateway.run('ssh-keyscan "$@" 2>/dev/null', args)
    : await runProgram('ssh-keyscan', args, { cwd: '/', env: { ...env, LC_ALL: 'C' } })
  const keys = trusted(scanned.stdout, fingerprints)
  if (keys.length === 0 && scanned.stdout.trim() !== '') {
    throw new UserError(
      'host-key-changed',
      `${hostText(host)} has none of the host keys whose fingerprints "known-hosts" has: either it was set up anew, or somebody is in between`,
    )
  }
  return keys
}
