import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Sshd, type SshdOptions, startSshd } from '../../../fakes/ssh/sshd.ts'
import { type CertifiedKey, type KeyMaker, keyMaker } from '../../support/ssh/certified-key.ts'
import { loginTo } from '../../support/ssh/open-to.ts'
import { withTool } from '../../support/tools.ts'

withTool('sshd', (program) => {
  describe('several keys with certificates', () => {
    const maker: KeyMaker = keyMaker()
    const keys: readonly CertifiedKey[] = Array.from({ length: 5 }, () => maker.key())
    const last = keys[4]?.public ?? ''
    const started: Sshd[] = []
    let [trusting, strict, patient, gateway]: Sshd[] = []
    const start = async (options: SshdOptions): Promise<Sshd> => {
      const server = await startSshd(program, options)
      started.push(server)
      return server
    }
    beforeAll(async () => {
      const trust = [`TrustedUserCAKeys ${maker.authority}`, 'AuthorizedKeysFile none']
      ;[trusting, strict, patient, gateway] = await Promise.all([
        start({ more: [...trust, 'MaxAuthTries 2'] }),
        start({ authorizedKey: last, more: ['MaxAuthTries 3'] }),
        start({ authorizedKey: last, more: ['MaxAuthTries 20'] }),
        start({ authorizedKey: keys[0]?.public ?? '' }),
      ])
    })
    afterAll(async () => {
      await Promise.all(started.map((server) => server.stop()))
      maker.clean()
    })
    const login = (server: Sshd | undefined, key: string, passphrase = '') => {
      const host = `root@127.0.0.1:${server?.port}`
      const options = { host, server: { key }, knownHosts: server?.known ?? '' }
      return loginTo({ ...options, more: { passphrase } })
    }
    const all = (of: (key: CertifiedKey) => string): string => keys.map(of).join('')
    const IN = { reason: 'in', message: '' }

    test('the last of five keys is found, however few a server allows at a time', async () => {
      expect(
        await login(
          patient,
          all((key) => key.private),
        ),
      ).toEqual(IN)
      expect(
        await login(
          strict,
          all((key) => key.private),
        ),
      ).toEqual(IN)
      expect(
        await login(
          strict,
          all((key) => key.both),
        ),
      ).toEqual(IN)
      expect(await login(strict, keys[4]?.both ?? '')).toEqual(IN)
    })

    test.each<[string, string[]]>([
      ['ed25519', ['-t', 'ed25519']],
      ['rsa in PEM', ['-t', 'rsa', '-b', '2048', '-m', 'PEM']],
      ['ecdsa in PKCS8', ['-t', 'ecdsa', '-m', 'PKCS8']],
    ])('a server that trusts an authority alone: %s', async (_, kind) => {
      const passphrase = 'pass $(x) "phrase"'
      const key = maker.key({ kind, passphrase })
      expect(await login(trusting, key.both, passphrase)).toEqual(IN)
      expect((await login(trusting, key.private, passphrase)).reason).toBe('key-refused')
      // The same key twice, with its certificate at one of them.
      expect(await login(trusting, `${key.private}${key.both}`, passphrase)).toEqual(IN)
    })

    test('a certificate among others, of another key, in base64', async () => {
      const secret = Buffer.from(`${keys[0]?.private}${keys[1]?.private}${keys[2]?.both}`)
      expect(await login(trusting, secret.toString('base64'))).toEqual(IN)
    })

    test('keys that are all refused are counted, and certificates asked about', async () => {
      const others = [1, 2, 3, 0].map((index) => keys[index])
      const plain = await login(strict, others.map((key) => key?.private).join(''))
      expect(plain).toMatchObject({ reason: 'key-refused' })
      expect(plain.message).toContain(
        'does not accept any of the 4 keys for this user; is the public',
      )
      expect(plain.message).not.toContain('certificate')
      const wrong = maker.key({ sign: ['-n', 'somebody'] })
      const { reason, message } = await login(trusting, wrong.both)
      expect(reason).toBe('key-refused')
      expect(message).toContain('does not accept the key for this user')
      expect(message).toContain('is this user one of its principals (ssh-keygen -L)?')
    })

    test('a server that allows a single key at a time is named as the cause', async () => {
      const single = await start({ authorizedKey: last, more: ['MaxAuthTries 1'] })
      expect(
        await login(
          single,
          all((key) => key.private),
        ),
      ).toEqual(IN)
      const { reason, message } = await login(single, keys[4]?.both ?? '')
      expect([reason, message]).toEqual(['key-refused', expect.stringContaining('MaxAuthTries')])
    })

    test('what does not fit names its key, before any connection', async () => {
      const [first, second, third] = keys
      const nowhere = { ...(trusting as Sshd), port: 1 }
      const problem = async (key: string, passphrase = '') => {
        const { reason, message } = await login(nowhere, key, passphrase)
        expect(reason).toBe('bad-key')
        return message
      }
      expect(await problem(`${first?.both}${second?.private}${third?.certificate}`)).toMatch(
        /^"ssh-key": the certificate after the second key is for another key \(SHA256:\S+\) than the second key \(SHA256:\S+\); put each/,
      )
      // Of two equal keys the second is not new to the agent.
      expect(await problem(`${first?.private}${first?.private}${third?.certificate}`)).toContain(
        'the certificate after the second key is for another key',
      )
      const expired = maker.key({ sign: ['-n', 'root', '-V', '20200101:20210101'] })
      expect(await problem(`${first?.both}${expired.both}`)).toContain(
        'the certificate of the second key expired at 20',
      )
      const host = maker.key({ sign: ['-h', '-n', 'root'] })
      expect(await problem(host.both)).toContain('the certificate of the key is for a host')
      const locked = maker.key({ passphrase: 'right' })
      expect(await problem(`${first?.both}${locked.both}`)).toContain('the second key is encrypted')
      expect(await problem(`${first?.both}${locked.both}`, 'wrong')).toContain(
        '"ssh-passphrase" does not decrypt the second key',
      )
    })

    describe('a gateway with a key of its own', () => {
      const through = (
        jump: Sshd | undefined,
        host: Sshd | undefined,
        key: string,
        gatewayKey: string,
        passphrase = '',
      ) =>
        loginTo({
          host: `root@127.0.0.1:${host?.port}`,
          server: { key },
          knownHosts: `${jump?.known}\n${host?.known}`,
          gateway: `root@127.0.0.1:${jump?.port}`,
          more: { gatewayKey, passphrase },
        })
      const [own = '', , , , far = ''] = keys.map((key) => key.private)

      test('is offered that key alone, and the host the other alone', async () => {
        expect(await through(gateway, patient, far, own)).toEqual(IN)
        // Each is refused where only the other is accepted.
        const swapped = await through(gateway, patient, own, far)
        expect(swapped.reason).toBe('key-refused')
        expect(swapped.message).toContain(`:${gateway?.port} does not accept`)
        const beyond = await through(gateway, patient, own, own)
        expect(beyond.reason).toBe('key-refused')
        expect(beyond.message).toContain(`:${patient?.port} does not accept`)
        expect((await through(patient, patient, own, far)).message).toContain('does not accept')
      })

      test('with a certificate, and one passphrase for both', async () => {
        const locked = maker.key({ passphrase: 'right' })
        expect(await through(trusting, patient, far, locked.both, 'right')).toEqual(IN)
        const { reason, message } = await through(trusting, patient, far, locked.both)
        expect(reason).toBe('bad-key')
        expect(message).toContain('"gateway-key": the key is encrypted; give "ssh-passphrase"')
      })
    })
  })
})
