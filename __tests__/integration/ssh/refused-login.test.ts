import { describe, expect, test } from '@jest/globals'
import { startSshd } from '../../../fakes/ssh/sshd.ts'
import { loginTo } from '../../support/ssh/open-to.ts'
import { withTool } from '../../support/tools.ts'

withTool('sshd', (program) => {
  describe('a login that fails is explained by what is wrong', () => {
    test.each<[string, readonly string[], string, RegExp]>([
      [
        'a key and a password',
        ['AuthenticationMethods publickey,password', 'PasswordAuthentication yes'],
        'key-refused',
        /more than a key/,
      ],
      [
        'a password alone',
        ['PubkeyAuthentication no', 'PasswordAuthentication yes'],
        'key-refused',
        /something else than a key/,
      ],
      ['another user', ['DenyUsers root'], 'key-refused', /does not accept the key for this user/],
      [
        'an old signature of its key',
        ['HostKeyAlgorithms ssh-rsa'],
        'unreachable',
        /no matching host key type found. Their offer: ssh-rsa/,
      ],
      [
        'an old cipher',
        ['Ciphers aes128-cbc'],
        'unreachable',
        /no matching cipher found. Their offer: aes128-cbc/,
      ],
      [
        'an old key exchange',
        ['KexAlgorithms diffie-hellman-group14-sha1'],
        'unreachable',
        /no matching key exchange method found/,
      ],
    ])('a server that wants %s', async (_, more, expected, words) => {
      const server = await startSshd(program, {
        kinds: ['rsa'],
        more: [...more, 'Banner /etc/hostname'],
      })
      try {
        const host = `root@127.0.0.1:${server.port}`
        for (const knownHosts of [server.known, `127.0.0.1 ${server.fingerprint}`]) {
          const { reason, message } = await loginTo({ host, server, knownHosts })
          expect(message).toMatch(words)
          expect(reason).toBe(expected)
        }
      } finally {
        await server.stop()
      }
    })
  })
})
