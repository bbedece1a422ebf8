// A key of SSH for one rehearsal.
import ssh2 from 'ssh2'

/** A fresh ed25519 key. ssh2 writes one of some hundred so that nobody can read it, itself included: that one is left out. */
export function newKey(): ReturnType<typeof ssh2.utils.generateKeyPairSync> {
  for (;;) {
    const key = ssh2.utils.generateKeyPairSync('ed25519')
    const readable = [key.private, key.public].map((text) => ssh2.utils.parseKey(text))
    if (!readable.some((one) => one instanceof Error)) return key
  }
}
