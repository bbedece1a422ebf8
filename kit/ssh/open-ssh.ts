// All that a step needs to log in to hosts: an agent with its key, and the known hosts. Disposing of it removes everything.

import { resolve } from 'node:path'
import { UserError } from '../action/user-error.ts'
import type { Env } from '../git/git.ts'
import { backgroundFolder } from '../process/background-folder.ts'
import { startAgent } from './agent.ts'
import { connect, type Gateway } from './connection.ts'
import type { Host } from './host.ts'
import { certifiedKey, keyWithFingerprint } from './host-keys.ts'
import type { Identities } from './identities.ts'
import { fingerprintsFor, hasAuthority, type KnownHosts, knows, linesFor } from './known-hosts.ts'
import { assertClient, assertKnown } from './login-checks.ts'
import { proxyProgram, writeProxyScript } from './proxy.ts'
import type { ProxyCommand } from './proxy-command.ts'

export type SshOptions = {
  /** Up to five keys, each with its certificate on the next line. */
  readonly key: string
  readonly passphrase: string
  /** Keys that are offered to the gateway alone; empty if it takes the same as the hosts. */
  readonly gatewayKey?: string
  /** Connects to every host; it is run in the working folder `cwd`. */
  readonly proxyCommand?: ProxyCommand | undefined
  readonly cwd?: string
  readonly known: KnownHosts
  /** Seconds within which a host must answer. */
  readonly timeout: number
  /** Seconds after which an open connection to a host that no longer answers is lost. */
  readonly silence?: number
  readonly env: Env
  /** The folder for temporary files. */
  readonly temp: string
  /** For many hosts at once: saves computing time on each login. */
  readonly fastLogins?: boolean
  /** Saves the folder that the post step removes with `removeBackgroundFolder` if this step is killed; empty when it is gone. */
  readonly saveFolder: (path: string) => void
}

/** Disposing of it ends what runs in the background, and waits for its end. */
export type Ssh = AsyncDisposable & {
  /** Variables that let other programs find the agent. */
  readonly env: Env
  /** The private folder of what runs in the background: see kit/process/background-folder.ts. */
  readonly folder: string
  /** The keys for the hosts, and for the gateway. */
  readonly keys: { readonly hosts: Identities; readonly gateway: Identities }
  /** The script of the proxy command: see proxy-script.ts. */
  readonly proxyScript: string | undefined
  /** How the keys were repaired, for the log. */
  readonly repairs: readonly string[]
  /** Connects to the gateway, with its own keys. Throws what `connect` throws. */
  connectGateway(host: Host): Promise<Gateway>
  /** Connects to a host. Throws a UserError: `host-key-unknown` if it has no known key, else see connection-error.ts. */
  connect(host: Host, gateway?: Gateway): Promise<Gateway>
  /** Returns the lines of known_hosts for a host; keys of which only the fingerprint is known are fetched from the host. */
  knownLines(host?: Host, gateway?: Gateway): Promise<readonly string[]>
  /** The same for a program that reads no certificates: with the plain key of a host whose certificate is valid. */
  plainLines(host?: Host, gateway?: Gateway): Promise<readonly string[]>
}

/** Starts the agents. Throws a UserError (`no-ssh-client`, `bad-input`, `bad-key`, `no-agent`). */
export async function openSsh(options: SshOptions): Promise<Ssh> {
  const { env, known, timeout, silence, temp, fastLogins = false } = options
  const { passphrase, gatewayKey = '', proxyCommand } = options
  const cwd = resolve(options.cwd ?? '/')
  assertClient(env)
  const program = proxyCommand && proxyProgram(proxyCommand, env, cwd)
  await using cleanup = new AsyncDisposableStack()
  cleanup.defer(() => options.saveFolder(''))
  const folder = cleanup.use(backgroundFolder(temp, env))
  options.saveFolder(folder.path)
  const agent = cleanup.use(await startAgent(options, env, folder.path))
  const ofGateway =
    gatewayKey === ''
      ? agent
      : cleanup.use(
          await startAgent({ key: gatewayKey, passphrase, input: 'gateway-key' }, env, folder.path),
        )
  const proxyOf =
    proxyCommand && program !== undefined
      ? writeProxyScript(proxyCommand, program, cwd, folder.path)
      : undefined
  const common = {
    env: { ...env, ...agent.env },
    folder: folder.path,
    timeout,
    silence,
    fastLogins,
  }
  let count = 0
  const nextId = (): string => {
    count += 1
    return `h${count}`
  }
  const knownLines = async (host?: Host, gateway?: Gateway): Promise<readonly string[]> => {
    if (!host) return known.lines
    return linesOf(known, host, (fingerprints) => {
      const id = nextId()
      const options = { ...common, known: [], gateway, proxy: proxyOf?.(id) }
      return keyWithFingerprint(host, fingerprints, options, id)
    })
  }
  const login = async (
    host: Host,
    gateway: Gateway | undefined,
    identities: Identities,
  ): Promise<Gateway> => {
    assertKnown(known, [host])
    const lines = await knownLines(host, gateway)
    const id = nextId()
    const options = { ...common, known: lines, gateway, identities, proxy: proxyOf?.(id) }
    return connect(host, options, id)
  }
  const end = cleanup.move()
  return {
    env: agent.env,
    folder: folder.path,
    keys: { hosts: agent.identities, gateway: ofGateway.identities },
    proxyScript: proxyOf?.('').script,
    repairs: [...agent.repairs, ...(ofGateway === agent ? [] : ofGateway.repairs)],
    connectGateway: (host) => login(host, undefined, ofGateway.identities),
    knownLines,
    async plainLines(host, gateway) {
      const lines = await knownLines(host, gateway)
      if (!host || !hasAuthority(lines, host)) return lines
      const id = nextId()
      const options = { ...common, known: lines, gateway, proxy: proxyOf?.(id) }
      const key = await certifiedKey(host, options, id)
      return key === undefined ? lines : [...lines, key]
    },
    connect: (host, gateway) => login(host, gateway, agent.identities),
    [Symbol.asyncDispose]: () => end.disposeAsync(),
  }
}

/** Returns the lines of known_hosts for a host, with the key for a fingerprint, which `ask` asks the host for. */
async function linesOf(
  known: KnownHosts,
  host: Host,
  ask: (fingerprints: readonly string[]) => Promise<string>,
): Promise<readonly string[]> {
  const lines = linesFor(known.lines, host)
  const fingerprints = fingerprintsFor(known.fingerprints, host)
  if (fingerprints.length === 0) return lines
  try {
    return [...lines, await ask(fingerprints)]
  } catch (error) {
    // A fingerprint for a pattern of names does not speak against a line for this host, which ssh itself compares.
    const isElsewhere = knows({ lines, fingerprints: [] }, host)
    if (isElsewhere && error instanceof UserError && error.reason === 'host-key-changed')
      return lines
    throw error
  }
}
