// Logins that fail: which of them are tried again, and what is said of the others.

import type { UserError } from '../action/user-error.ts'
import { streamProgram } from '../process/stream.ts'
import { type ConnectOptions, TARGET } from './client-config.ts'
import { connectionError, gatewayError, proxyError } from './connection-error.ts'
import { type Host, hostAddress } from './host.ts'
import { oneByOne } from './identities.ts'
import { proxyMessages } from './proxy.ts'

/** With a server that has no faster key exchange, ssh prints nothing at this log level (OpenSSH 9.2: packet.c, logit). */
const NO_FAST_KEY_EXCHANGE = /^\s*$|no matching key exchange method/

/** Of many logins at once, sshd refuses some (MaxStartups); a later attempt succeeds. */
const TOO_MANY_LOGINS = /kex_exchange_identification|Connection (?:closed|reset) by/
const MAX_ATTEMPTS = 4

/** What ssh prints if its gateway does not connect it. */
const NOT_FORWARDED = /stdio forwarding (?:request )?failed/i

/** What ssh prints if a server hangs up, since it was offered more keys than it allows (MaxAuthTries). */
const TOO_MANY_KEYS = /Too many authentication failures/

/**
 * Milliseconds that a login may take, from the seconds within which a host must answer: ssh's own limits are for the first line that a
 * host sends, and for its silence (ServerAliveInterval), so that one that sends a little now and then would never end.
 */
export const loginLimit = (timeout: number): number => Math.max(20_000, 3000 * timeout)

/** The error output of a login that took longer. */
export const LATE = 'Timed out during the key exchange or the login'

type LoginOptions = Pick<ConnectOptions, 'fastLogins' | 'identities' | 'proxy'>
type Login<Options, Opened> = (options: Options) => Promise<Opened | string>

/**
 * Logs in, several times if need be: with all keys, and with one key after the other if those are too many for the server. An attempt
 * returns what it opened, or what ssh printed; so does this.
 */
export async function repeatLogin<Options extends LoginOptions, Opened extends object>(
  options: Options,
  login: Login<Options, Opened>,
): Promise<Opened | string> {
  let result = await repeatBusy(options, login)
  if (typeof result !== 'string' || !TOO_MANY_KEYS.test(result)) return result
  for (const identities of oneByOne(options.identities)) {
    result = await repeatBusy({ ...options, identities }, login)
    if (typeof result !== 'string' || !KEY_REFUSED.test(result)) return result
  }
  return result
}

const KEY_REFUSED = /Permission denied|Too many authentication failures/

async function repeatBusy<Options extends LoginOptions, Opened extends object>(
  options: Options,
  login: Login<Options, Opened>,
): Promise<Opened | string> {
  const { proxy } = options
  let isFast = options.fastLogins ?? false
  for (let attempt = 1; ; attempt += 1) {
    const result = await login({ ...options, fastLogins: isFast })
    if (typeof result !== 'string') return result
    if (isFast && NO_FAST_KEY_EXCHANGE.test(result)) {
      isFast = false
      continue
    }
    const isRefused = TOO_MANY_LOGINS.test(result) && !NOT_FORWARDED.test(result)
    if (!isRefused || attempt >= MAX_ATTEMPTS) return result
    // If the proxy command has printed an error, it failed itself; otherwise the host may only be busy.
    if (proxy && (await proxyMessages(proxy)) !== '') return result
    const delay = attempt * (300 + 700 * Math.random())
    await new Promise((resolve) => setTimeout(resolve, delay))
  }
}

/**
 * Returns the error of a login that failed. Where ssh did not say enough, it is asked again: a gateway why it did not connect, and ssh
 * itself, with the configuration file of the login, if it was silent.
 */
export async function loginError(
  host: Host,
  errorOutput: string,
  { gateway, proxy, identities, folder, env, timeout }: ConnectOptions,
  config?: string,
): Promise<UserError> {
  const keys = identities?.keys ?? []
  const ask = async (args: readonly string[]): Promise<string> => {
    const killOn = AbortSignal.timeout(timeout * 2000)
    // A connection of its own: over a shared one, ssh does not learn the gateway's answer.
    const all = ['-o', 'LogLevel=INFO', '-o', 'ControlPath=none', ...args]
    const options = { cwd: folder, env: { ...env, LC_ALL: 'C' }, killOn }
    return (await streamProgram('ssh', all, options)).stderr
  }
  if (gateway && NOT_FORWARDED.test(errorOutput)) {
    const forward = ['-W', `[${hostAddress(host)}]:${host.port}`]
    return gatewayError(host, gateway.host, await ask(['-F', gateway.config, ...forward, TARGET]))
  }
  const explain = async (output: string): Promise<UserError> => {
    const error = connectionError(host, output, keys)
    if (!proxy || error.reason !== 'unreachable') return error
    return proxyError(host, output, await proxyMessages(proxy))
  }
  if (errorOutput.trim() !== '' || config === undefined) return explain(errorOutput)
  // At the level ERROR, ssh does not print that it has no algorithm in common with the host (OpenSSH: packet.c, logdie).
  const withoutLogin = ['PubkeyAuthentication=no', 'PreferredAuthentications=none']
  const options = withoutLogin.flatMap((option) => ['-o', option])
  return explain(await ask([...options, '-F', config, TARGET, 'exit']))
}
