// All that a step needs to log in to hosts: an agent with its key, and the known hosts. Disposing of it removes everything.

import { UserError } from '../action/user-error.ts'
import type { Env } from '../git/git.ts'
import { backgroundFolder } from '../process/background-folder.ts'
import { runProgram } from '../process/run.ts'
import { list } from '../text/escape.ts'
import { startAgent } from './agent.ts'
import { connect, type Gateway } from './connection.ts'
import { type Host, hostText, knownName } from './host.ts'
import { type KnownHosts, knows, linesFor, linesWithFingerprint } from './known-hosts.ts'

export type SshOptions = {
  readonly key: string
  readonly passphrase: string
  readonly known: KnownHosts
  /** Seconds within which a host must answer. */
  readonly timeout: number
  readonly env: Env
  /** The folder for temporary files. */
  readonly temp: string
  /** For many hosts at once: saves computing time on each login. */
  readonly fastLogins?: boolean
  /** Saves the folder that the post step removes with `removeBackgroundFolder` if this step is killed. */
  readonly saveFolder: (path: string) => void
}

/** Disposing of it ends what runs in the background, and waits for its end. */
export type Ssh = AsyncDisposable & {
  /** Variables that let other programs find the agent. */
  readonly env: Env
  /** The private folder of what runs in the background: see kit/process/background-folder.ts. */
  readonly folder: string
  /** How the key was repaired, for the log. */
  readonly repairs: readonly string[]
  /** Connects to a host. Throws a UserError: see connection-error.ts. */
  connect(host: Host, gateway?: Gateway): Promise<Gateway>
  /** Returns the lines of known_hosts for a host; keys of which only the fingerprint is known are fetched from the host. */
  knownLines(host?: Host, gateway?: Gateway): Promise<readonly string[]>
}

/** Starts the agent. Throws a UserError (`bad-key`, `no-agent`). */
export async function openSsh(options: SshOptions): Promise<Ssh> {
  const { env, known, timeout, temp, fastLogins = false } = options
  await using cleanup = new AsyncDisposableStack()
  const folder = cleanup.use(backgroundFolder(temp, env))
  options.saveFolder(folder.path)
  const agent = cleanup.use(await startAgent(options, env, folder.path, folder.path))
  const all = { ...env, ...agent.env }
  let count = 0
  const knownLines = async (host?: Host, gateway?: Gateway): Promise<readonly string[]> => {
    if (!host) return known.lines
    const names = [knownName(host), host.name].map((name) => name.toLowerCase())
    const fingerprints = names.flatMap((name) => known.fingerprints.get(name) ?? [])
    const lines = linesFor(known.lines, host)
    if (fingerprints.length === 0) return lines
    return [...lines, ...(await keysOf(host, fingerprints, { timeout, env, gateway }))]
  }
  const end = cleanup.move()
  return {
    env: agent.env,
    folder: folder.path,
    repairs: agent.repairs,
    knownLines,
    async connect(host, gateway) {
      count += 1
      const id = `h${count}`
      const lines = await knownLines(host, gateway)
      const files = { folder: folder.path, known: lines }
      return connect(host, { env: all, ...files, timeout, gateway, fastLogins }, id)
    },
    [Symbol.asyncDispose]: () => end.disposeAsync(),
  }
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

type Scan = {
  readonly timeout: number
  readonly env: Env
  readonly gateway: Gateway | undefined
}

/** Fetches the keys of a host, and returns those whose fingerprints are known: whoever answers, no other key is trusted. */
async function keysOf(
  host: Host,
  fingerprints: readonly string[],
  { timeout, env, gateway }: Scan,
): Promise<string[]> {
  const args = ['-T', String(timeout), '-p', String(host.port), host.name]
  const scanned = gateway
    ? await gateway.run('ssh-keyscan "$@" 2>/dev/null', args)
    : await runProgram('ssh-keyscan', args, { cwd: '/', env: { ...env, LC_ALL: 'C' } })
  const keys = linesWithFingerprint(scanned.stdout, fingerprints)
  if (keys.length === 0 && scanned.stdout.trim() !== '') {
    throw new UserError(
      'host-key-changed',
      `${hostText(host)} has none of the host keys whose fingerprints are in "known-hosts": either it was reinstalled, or someone is intercepting the connection`,
    )
  }
  return keys
}
