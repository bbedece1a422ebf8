// The reasons for which logging in to a host can fail. Pure.

export const SSH_REASONS = {
  unreachable: 'a host can\u2019t be reached, or the connection was lost',
  'key-refused': 'a host accepts none of the keys for this user',
  'host-key-unknown': 'the host\u2019s key is not in `known-hosts`',
  'host-key-changed': 'a host has a different key than in `known-hosts`',
  'bad-key':
    'a private key is not one, `ssh-passphrase` does not decrypt it, or its certificate does not fit; the message says which',
  'no-ssh-client': 'the runner has no OpenSSH client; the message says how to install it',
  'no-agent': 'ssh-agent can\u2019t be started',
} as const
