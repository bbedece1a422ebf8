// Logins that fail: which of them are tried again, and what is said of the others.

import type { UserError } from '../action/user-error.ts'
import { streamProgram } from '../process/stream.ts'
import { type ConnectOptions, TARGET } from './client-config.ts'
import { connectionError, gatewayError } from './connection-error.ts'
import { type Host, hostAddress } from './host.ts'

/** With a server that has no faster key exchange, ssh prints nothing at this log level (OpenSSH 9.2: packet.c, logit). */
const NO_FAST_KEY_EXCHANGE = /^\s*$|no matching key exchange method/

/** Of many logins at once, sshd refuses some (MaxStartups); a later attempt succeeds. */
const TOO_MANY_LOGINS = /kex_exchange_identification|Connection (?:closed|reset) by/
const MAX_ATTEMPTS = 4

/** What ssh prints if its gateway does not connect it. */
const NOT_FORWARDED = /stdio forwarding (?:request )?failed/i

/** Logs in, several times if need be. An attempt returns what it opened, or what ssh printed; so does this. */
export async function repeatLogin<Opened extends object>(
  fastLogins: boolean,
  login: (fastLogins: boolean) => Promise<Opened | string>,
): Promise<Opened | string> {
  let isFast = fastLogins
  for (let attempt = 1; ; attempt += 1) {
    const result = await login(isFast)
    if (typeof result !== 'string') return result
    if (isFast && NO_FAST_KEY_EXCHANGE.test(result)) {
      isFast = false
      continue
    }
    const isRefused = TOO_MANY_LOGINS.test(result) && !NOT_FORWARDED.test(result)
    if (!isRefused || attempt >= MAX_ATTEMPTS) return result
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
  { gateway, folder, env, timeout }: ConnectOptions,
  config?: string,
): Promise<UserError> {
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
  if (errorOutput.trim() !== '' || config === undefined) return connectionError(host, errorOutput)
  // At the level ERROR, ssh does not print that it has no algorithm in common with the host (OpenSSH: packet.c, logdie).
  const withoutLogin = ['PubkeyAuthentication=no', 'PreferredAuthentications=none']
  const options = withoutLogin.flatMap((option) => ['-o', option])
  return connectionError(host, await ask([...options, '-F', config, TARGET, 'exit']))
}
