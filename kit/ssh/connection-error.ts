// Explains why ssh exited with 255, from what it printed. Pure.

import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { stripTerminalCodes } from '../text/terminal.ts'
import { type Host, hostText } from './host.ts'
import type { Identity } from './identities.ts'

type Reason =
  | 'forwarding-refused'
  | 'host-key-unknown'
  | 'host-key-changed'
  | 'key-refused'
  | 'unreachable'

/** The question about a refused key, for a host on which keys are added by hand. */
export const IS_KEY_ADDED = 'is the public key in ~/.ssh/authorized_keys there?'

const NOT_ACCEPTED = 'does not accept the key'

/** Messages of OpenSSH 9.2: sshconnect.c, sshconnect2.c. */
const MESSAGES: readonly (readonly [RegExp, Reason, explanation: string])[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    'host-key-changed',
    'has a different host key than in "known-hosts": either it was reinstalled, or someone is intercepting the connection',
  ],
  [
    /REVOKED HOST KEY|is marked as revoked/,
    'host-key-changed',
    'has a host key that "known-hosts" marks as revoked',
  ],
  [
    // OpenSSH: sshkey.c, sshkey_cert_check_host.
    /Certificate invalid: (?:expired|not yet valid)/,
    'host-key-unknown',
    'has a certificate for its host key that is not valid now, and no line of "known-hosts" for the key itself; have the key signed again (ssh-keygen -h), and look at the clock of this runner',
  ],
  [
    /Certificate invalid: name is not a listed principal/,
    'host-key-unknown',
    'has a certificate for its host key that was issued for other names, and no line of "known-hosts" for the key itself; have the key signed for this name (ssh-keygen -h -n), or use a name that it has',
  ],
  [
    /host key is known for|Host key verification failed/,
    'host-key-unknown',
    'has a host key that is not in "known-hosts"; add it (ssh-keyscan, then compare it on the host: ssh-keygen -l)',
  ],
  [
    // The methods that could continue: after a key that was accepted, or with one that is never taken, publickey is none of them.
    /Permission denied \((?!.*publickey)/,
    'key-refused',
    'wants something else than a key, or more than a key; allow this user to log in with a key alone (AuthenticationMethods and PubkeyAuthentication in sshd_config)',
  ],
  [/Permission denied|Too many authentication failures/, 'key-refused', NOT_ACCEPTED],
]

const TOO_MANY = /Too many authentication failures/

/** Returns the message for a host that accepts none of the keys. */
function notAccepted(keys: readonly Identity[], isTooMany: boolean): string {
  const which = keys.length > 1 ? `any of the ${keys.length} keys` : 'the key'
  const isCertified = keys.some(({ certificates }) => certificates.length > 0)
  const certificate = isCertified
    ? ', or does it trust the authority of the certificate (TrustedUserCAKeys), and is this user one of its principals (ssh-keygen -L)?'
    : ''
  const limit = isTooMany
    ? '. It hung up after the keys that it was offered: raise MaxAuthTries in sshd_config there, or give fewer keys'
    : ''
  return `does not accept ${which} for this user; ${IS_KEY_ADDED}${certificate}${limit}`
}

/** Returns the error for a host that a gateway could not connect to, from what ssh -W printed. */
export function gatewayError(host: Host, gateway: Host, stderr: string): UserError {
  // OpenSSH: channels.c, channel_input_open_failure.
  const [, cause = ''] = /open failed: (.*)/.exec(stderr) ?? []
  if (cause.startsWith('administratively prohibited'))
    return new UserError(
      'forwarding-refused',
      `The gateway ${hostText(gateway)} does not let this key connect to ${hostText(host)}: allow it there (AllowTcpForwarding, PermitOpen and DisableForwarding in sshd_config, permitopen or port-forwarding in authorized_keys)`,
    )
  if (cause === '') return connectionError(gateway, stderr)
  return new UserError(
    'unreachable',
    `${hostText(host)} can't be reached from the gateway ${hostText(gateway)}: ${quote(cause)}`,
  )
}

/** Returns the error for a host that a proxy command did not connect to, from what ssh and the command printed. */
export function proxyError(host: Host, stderr: string, messages: string): UserError {
  const lines = stripTerminalCodes(messages)
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '')
  const cause = stderr.trim().split('\n').at(-1) ?? ''
  const said =
    lines.length === 0
      ? 'the command printed no error'
      : `the command printed ${lines.slice(-3).map(quote).join(', ')}`
  return new UserError(
    'unreachable',
    `${hostText(host)} can't be reached by "proxy-command": ${cause === '' ? '' : `${quote(cause)}; `}${said}`,
  )
}

/** Returns the error for a host that ssh could not log in to with these keys, or lost its connection to. */
export function connectionError(
  host: Host,
  stderr: string,
  keys: readonly Identity[] = [],
): UserError {
  const [, reason, explanation] = MESSAGES.find(([pattern]) => pattern.test(stderr)) ?? []
  const lastLine = stderr.trim().split('\n').at(-1) ?? ''
  // ssh prints nothing if it is ended.
  const cause = lastLine === '' ? '' : `: ${quote(lastLine)}`
  const message =
    explanation === NOT_ACCEPTED
      ? notAccepted(keys, TOO_MANY.test(stderr))
      : (explanation ?? `can't be reached${cause}`)
  return new UserError(reason ?? 'unreachable', `${hostText(host)} ${message}`)
}
