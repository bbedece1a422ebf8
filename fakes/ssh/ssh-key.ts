// Key pairs for the SSH servers and clients of the tests.

import ssh2 from 'ssh2'

/** Returns a new ed25519 key. About one in some hundred that ssh2 makes can't be parsed, even by ssh2 itself: it is skipped. */
export function newKey(): ReturnType<typeof ssh2.utils.generateKeyPairSync> {
  for (;;) {
    const key = ssh2.utils.generateKeyPairSync('ed25519')
    const readable = [key.private, key.public].map((text) => ssh2.utils.parseKey(text))
    if (!readable.some((one) => one instanceof Error)) return key
  }
}
