// The keys of a host, fetched from it as ssh itself sees them, through a gateway too. Nothing is trusted here: the caller knows their
// fingerprints, or ssh has checked their certificate.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { streamProgram } from '../process/stream.ts'
import { type ConnectOptions, clientConfig, TARGET } from './client-config.ts'
import { type Host, hostText } from './host.ts'
import { fingerprintOf } from './known-hosts.ts'
import { LATE, loginError, loginLimit, repeatLogin } from './login.ts'

/** Ends after the key exchange: the key of this step is not used, and no password is sent. */
const WITHOUT_LOGIN = [
  'PubkeyAuthentication no',
  'PreferredAuthentications none',
  'IdentityAgent none',
]

/** A server has one key of each type at most, and ssh asks for one of them. */
const NO_FURTHER_TYPE = /no matching host key type found/

type SeenKey = { readonly type: string; readonly key: string; readonly line: string }

/**
 * Returns the line of known_hosts for a host's key with one of the fingerprints. Throws a UserError: `host-key-changed` if none of its
 * keys has one, or that of the connection.
 */
export async function keyWithFingerprint(
  host: Host,
  fingerprints: readonly string[],
  options: ConnectOptions,
  id: string,
): Promise<string> {
  const seen: SeenKey[] = []
  for (;;) {
    const next = await nextKey(host, seen, options, id)
    if (!next) break
    if (fingerprints.includes(fingerprintOf(next.key))) return next.line
    seen.push(next)
  }
  const found = seen.map(({ type, key }) => `${type} ${fingerprintOf(key)}`).join(', ')
  throw new UserError(
    'host-key-changed',
    `${hostText(host)} has none of the host keys whose fingerprints are in "known-hosts", but ${found}: either it was reinstalled, or someone is intercepting the connection`,
  )
}

/** Returns a key of another type than those seen; undefined if the host has no more. */
async function nextKey(
  host: Host,
  seen: readonly SeenKey[],
  options: ConnectOptions,
  id: string,
): Promise<SeenKey | undefined> {
  const known = join(options.folder, `${id}.seen`)
  // The types of signatures: a key of the type ssh-rsa signs as rsa-sha2-512 as well.
  const excluded = seen.flatMap(({ type }) =>
    type === 'ssh-rsa' ? ['ssh-rsa*', 'rsa-sha2-*'] : [`${type.replace(/@.*$/, '')}*`],
  )
  const errorOutput = await probe(host, options, id, [
    'StrictHostKeyChecking no',
    `UserKnownHostsFile ${known}`,
    'HashKnownHosts no',
    // At the level ERROR, ssh does not print that it has no further type.
    'LogLevel INFO',
    ...(excluded.length === 0 ? [] : [`HostKeyAlgorithms -${excluded.join(',')}`]),
  ])
  const line = existsSync(known) ? readFileSync(known, 'utf8').trim() : ''
  rmSync(known, { force: true })
  const [, type, key] = line.split(' ')
  if (type !== undefined && key !== undefined) return { type, key, line }
  if (seen.length > 0 && NO_FURTHER_TYPE.test(errorOutput)) return undefined
  throw await loginError(host, errorOutput, options)
}

/**
 * Returns a line of known_hosts with the key of a host whose certificate is signed by an authority in `known`, for programs that read
 * no certificates. Returns undefined if the host has none.
 */
export async function certifiedKey(
  host: Host,
  options: ConnectOptions,
  id: string,
): Promise<string | undefined> {
  const known = join(options.folder, `${id}.known`)
  writeFileSync(known, `${options.known.join('\n')}\n`, { mode: 0o600 })
  const output = await probe(host, options, id, [
    'StrictHostKeyChecking yes',
    `UserKnownHostsFile ${known}`,
    'LogLevel DEBUG1',
  ])
  // OpenSSH: sshconnect.c, check_host_key and verify_host_key.
  const [, fingerprint] = /^debug1: Server host certificate: \S+ (SHA256:\S+?),/m.exec(output) ?? []
  const isValid = /^debug1: Host '.*' is known and matches the \S+ host certificate\./m.test(output)
  if (fingerprint === undefined || !isValid) return undefined
  return keyWithFingerprint(host, [fingerprint], options, id)
}

/** Connects up to the login. Returns what ssh has printed. */
async function probe(
  host: Host,
  options: ConnectOptions,
  id: string,
  lines: readonly string[],
): Promise<string> {
  const { folder, env, timeout } = options
  const config = join(folder, `${id}.probe`)
  try {
    // Without keys: nothing logs in here.
    const result = await repeatLogin({ ...options, identities: undefined }, async (attempt) => {
      const common = clientConfig(host, attempt, WITHOUT_LOGIN)
      // The first value of an option counts.
      writeFileSync(config, `${lines.join('\n')}\n${common}`, { mode: 0o600 })
      const limit = AbortSignal.timeout(loginLimit(timeout))
      const { stderr } = await streamProgram('ssh', ['-F', config, TARGET, 'exit'], {
        cwd: folder,
        env: { ...env, LC_ALL: 'C' },
        killOn: limit,
        endGroup: true,
      })
      return limit.aborted ? `${stderr}${LATE}` : stderr
    })
    return String(result)
  } finally {
    rmSync(config, { force: true })
  }
}
