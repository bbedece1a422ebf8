// Why ssh itself ended with 255, from what it said. Pure.
import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { type Host, hostText } from './host.ts'

type Reason = 'host-key-unknown' | 'host-key-changed' | 'key-refused' | 'unreachable'

/** Texts of OpenSSH 9.2: sshconnect.c, sshconnect2.c. */
const TEXTS: readonly (readonly [RegExp, Reason, string])[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    'host-key-changed',
    'has another host key than "known-hosts" says: either it was set up anew, or somebody is in between',
  ],
  [
    /REVOKED HOST KEY|is marked as revoked/,
    'host-key-changed',
    'has a host key that "known-hosts" marks as revoked',
  ],
  [
    /host key is known for|Host key verification failed/,
    'host-key-unknown',
    'has a host key that "known-hosts" does not have; add it (ssh-keyscan, and compare it on the host: ssh-keygen -l)',
  ],
  [
    /Permission denied|Too many authentication failures/,
    'key-refused',
    'does not take the key for this user; is its public part in ~/.ssh/authorized_keys there?',
  ],
]

/** The error for a host that ssh could not log in to, or lost. */
export function refusal(host: Host, stderr: string): UserError {
  const [, reason, says] = TEXTS.find(([text]) => text.test(stderr)) ?? []
  const last = stderr.trim().split('\n').at(-1) ?? ''
  const message = says ?? `can't be reached: ${quote(last)}`
  return new UserError(reason ?? 'unreachable', `${hostText(host)} ${message}`)
}
