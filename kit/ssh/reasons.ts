// The codes that logging in fails with, with what they mean. Pure.

export const SSH_REASONS = {
  unreachable: 'a host can\u2019t be connected to, or the connection broke',
  'key-refused': 'a host does not take the key for this user',
  'host-key-unknown': '`known-hosts` does not have the host\u2019s key',
  'host-key-changed': 'a host has another key than `known-hosts` says',
  'bad-key': '`ssh-key` is no private key, or `ssh-passphrase` does not open it',
  'no-agent': 'ssh-agent can\u2019t be started',
} as const
